package dev.aikagi.harness.portal.spring;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.MapPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.MapUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.web.context.ContextLoaderListener;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * An application with the form login and the passkeys that Spring Security brings, set up as its documentation has it, on
 * an embedded Tomcat: its own is one page with the form to sign out.
 */
final class SpringApplication implements AutoCloseable {
    static final String USER = "hanako";
    static final String PASSWORD = "Natsu-Yasumi-2026";

    /** Tomcat tells it the stack of every exception that reaches it; held, lest its level is forgotten. */
    private static final Logger REQUESTS =
            Logger.getLogger("org.apache.catalina.core.ContainerBase.[Tomcat].[localhost].[/]");

    private final Tomcat tomcat = new Tomcat();
    private final AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();

    SpringApplication(Path folder) throws LifecycleException {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context application = tomcat.addContext("", null);
        REQUESTS.setLevel(Level.OFF);
        application.addServletContainerInitializer((classes, servlets) -> assemble(servlets), Set.of());
        // The port is taken here, before the application is told its origin.
        tomcat.init();
        beans.addBeanFactoryPostProcessor(factory -> factory.registerSingleton("origin", baseUri()));
        beans.register(Security.class);
        tomcat.start();
    }

    URI baseUri() {
        return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort());
    }

    /** Somebody who signs in with a password. */
    void admit(String userId, String password) {
        people().createUser(User.withUsername(userId)
                .password(beans.getBean(PasswordEncoder.class).encode(password))
                .roles("USER")
                .build());
    }

    /** Takes somebody off again, with their passkeys. */
    void dismiss(String userId) {
        people().deleteUser(userId);
        PublicKeyCredentialUserEntity user = users().findByUsername(userId);
        if (user != null) {
            credentials()
                    .findByUserId(user.getId())
                    .forEach(passkey -> credentials().delete(passkey.getCredentialId()));
            users().delete(user.getId());
        }
    }

    private UserDetailsManager people() {
        return beans.getBean(UserDetailsManager.class);
    }

    /** What Spring Security has stored of its users. */
    UserCredentialRepository credentials() {
        return beans.getBean(UserCredentialRepository.class);
    }

    PublicKeyCredentialUserEntityRepository users() {
        return beans.getBean(PublicKeyCredentialUserEntityRepository.class);
    }

    private void assemble(ServletContext servlets) {
        servlets.addListener(new ContextLoaderListener(beans));
        FilterRegistration security =
                servlets.addFilter("springSecurityFilterChain", new DelegatingFilterProxy("springSecurityFilterChain"));
        security.addMappingForUrlPatterns(null, false, "/*");
        servlets.addServlet("home", new Home()).addMapping("/");
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Tomcat does not stop", e);
        }
    }

    /** Spring Security's own defaults. */
    @Configuration
    @EnableWebSecurity
    static class Security {
        @Bean
        SecurityFilterChain chain(HttpSecurity http, URI origin) {
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .webAuthn(passkeys ->
                            passkeys.rpName("Spring").rpId("localhost").allowedOrigins(origin.toString()))
                    .build();
        }

        /** Quick, for these passwords live for seconds; the one for a person who does not exist is hashed the same way. */
        @Bean
        PasswordEncoder passwords() {
            return new BCryptPasswordEncoder(4);
        }

        @Bean
        UserDetailsManager people(PasswordEncoder passwords) {
            return new InMemoryUserDetailsManager(User.withUsername(USER)
                    .password(passwords.encode(PASSWORD))
                    .roles("USER")
                    .build());
        }

        @Bean
        PublicKeyCredentialUserEntityRepository users() {
            return new MapPublicKeyCredentialUserEntityRepository();
        }

        @Bean
        UserCredentialRepository credentials() {
            return new MapUserCredentialRepository();
        }
    }

    private static final class Home extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
            response.setContentType("text/html; charset=UTF-8");
            response.getWriter()
                    .write("""
                        <!DOCTYPE html><title>Home</title><h1>%s</h1>
                        <form method="post" action="/logout"><input type="hidden" name="%s" value="%s"><button>Sign out</button></form>
                        """.formatted(request.getRemoteUser(), csrf.getParameterName(), csrf.getToken()));
        }
    }
}
