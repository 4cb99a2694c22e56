package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import dev.aikagi.harness.portal.reference.AccountPages.AccountRules;
import dev.aikagi.harness.portal.reference.MailPages.MailRules;
import dev.aikagi.harness.portal.reference.Passkeys.PasskeyRules;
import dev.aikagi.harness.portal.reference.TotpPages.TotpRules;
import dev.aikagi.harness.portal.reference.WebServer.WebRules;
import java.net.URI;
import java.time.InstantSource;

/** Puts the portal together, each part as it should be or with the defect that was asked for. */
final class Assembly {
    private final ReferencePortalConfig config;
    private final Limits limits;
    private final InstantSource clock;
    private final Tokens tokens;
    private final Passwords passwords;
    private final Accounts accounts;
    private final Frame frame = new Frame();
    private final Surroundings surroundings;
    private final Throttle throttle;
    private final Sessions sessions;
    private final Mailer mailer;

    Assembly(ReferencePortalConfig config, Tokens tokens, Passwords passwords, Accounts accounts) {
        this.config = config;
        this.limits = config.limits();
        this.clock = config.clock();
        this.tokens = tokens;
        this.passwords = passwords;
        this.accounts = accounts;
        Throttle counting = new PausingThrottle(clock, limits);
        this.surroundings = new Surroundings(clock, tokens, accounts, counting);
        this.throttle = part(Throttle.class, counting);
        this.sessions = part(Sessions.class, new SessionTable(clock, tokens, limits.sessionIdle()));
        this.mailer = part(Mailer.class, new SmtpMailer(config.mail(), clock));
    }

    WebServer webServer(URI baseUri) {
        Router router = new Router(frame, part(TurnRule.class, TurnRule.STRICT), part(CsrfRule.class, CsrfRule.STRICT));
        CodeSource source = part(CodeSource.class, CodeSource.random(tokens));
        MailCodes codes =
                part(MailCodes.class, new OneTimeMailCodes(clock, source, limits.codeValidity(), mailer, throttle));
        Admission admission = new Admission(sessions, clock, codes);
        CredentialOwners owners = part(CredentialOwners.class, new UniqueCredentials());
        Passkeys passkeys = passkeys(owners, baseUri);
        PasswordRule rule = part(PasswordRule.class, PasswordRule.strict(passwords));
        new SignInPages(frame, accounts, passwords, throttle, admission, passkeys).register(router);
        new SetUpPages(frame, passwords, rule, throttle, sessions).register(router);
        mailPages(baseUri).register(router);
        new MailCodePages(frame, codes, throttle, admission).register(router);
        new TotpPages(frame, totpRules(), throttle, admission).register(router);
        new PasskeyPages(frame, passkeys, owners, throttle, admission).register(router);
        new TopPage(frame).register(router);
        StepUp stepUp = part(StepUp.class, StepUp.strict(passwords));
        new AccountPages(frame, passwords, new AccountRules(stepUp, rule), throttle, sessions).register(router);
        return new WebServer(webRules(baseUri), sessions, part(Handler.class, router));
    }

    private Passkeys passkeys(CredentialOwners owners, URI baseUri) {
        WebAuthnManager manager = AttestationRules.manager(config.webAuthn());
        PasskeyRules rules = new PasskeyRules(
                part(ResponseForm.class, ResponseForm.STRICT),
                part(Challenges.class, new OneTimeChallenges(tokens, clock)),
                part(CeremonyRules.class, new CeremonyRules.Strict(manager)),
                part(KeyRule.class, KeyRule.STRICT),
                owners,
                part(SignInRule.class, SignInRule.STRICT));
        return new Passkeys(config.webAuthn(), manager, rules, baseUri);
    }

    private MailPages mailPages(URI baseUri) {
        MailLinks links = part(MailLinks.class, new OneTimeLinks(clock, tokens, limits.linkValidity()));
        MailRules rules = new MailRules(
                part(AddressRule.class, AddressRule.STRICT),
                part(LinkBase.class, visit -> baseUri.toString()),
                limits.linkValidity());
        return new MailPages(frame, links, mailer, rules, throttle);
    }

    private TotpRules totpRules() {
        return new TotpRules(
                part(TotpSeeds.class, TotpSeeds.random(tokens)),
                part(EnrolmentUri.class, OtpAuthQr::uri),
                part(TotpCheck.class, TotpCheck.strict(clock)));
    }

    private WebRules webRules(URI baseUri) {
        return new WebRules(
                part(HostRule.class, HostRule.strict(baseUri)),
                part(Cookies.class, Cookies.strict(config.tls())),
                part(ResponseHeaders.class, ResponseHeaders.STRICT));
    }

    private <T> T part(Class<T> type, T right) {
        T made = right;
        for (Defect defect : config.defects()) {
            made = defect.in(type, made, surroundings);
        }
        return made;
    }
}
