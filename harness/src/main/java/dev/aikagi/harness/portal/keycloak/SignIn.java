package dev.aikagi.harness.portal.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One sign-in at the application: begun, and then done.
 *
 * @param verifier PKCE's (RFC 7636 §4.1)
 * @param idToken empty while it is only begun
 * @param userId {@code preferred_username}; empty while it is only begun
 */
record SignIn(String state, String nonce, String verifier, String idToken, String userId) {
    static SignIn begin(SecureRandom random) {
        return new SignIn(token(random), token(random), token(random), "", "");
    }

    boolean isDone() {
        return !idToken.isEmpty();
    }

    /** RFC 7636 §4.2, S256. */
    String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Takes the token endpoint's answer; nothing if its ID token is not for this sign-in. It came straight from the provider
     * (OpenID Connect Core 1.0 §3.1.3.7 step 6): its signature is not looked at.
     */
    Optional<SignIn> finish(JsonNode answer) {
        String token = answer.path("id_token").asString("");
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims =
                    JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.path("nonce").asString("").equals(nonce)
                    ? Optional.of(new SignIn(
                            state,
                            nonce,
                            verifier,
                            token,
                            claims.path("preferred_username").asString("")))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Neither tokens nor secrets. */
    @Override
    public String toString() {
        return isDone() ? "SignIn[" + userId + "]" : "SignIn[begun]";
    }

    private static String token(SecureRandom random) {
        byte[] octets = new byte[32];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
