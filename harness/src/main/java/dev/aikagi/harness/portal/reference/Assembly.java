package dev.aikagi.harness.portal.reference;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import dev.aikagi.harness.portal.Account;
import dev.aikagi.harness.portal.reference.AccountPages.AccountRules;
import dev.aikagi.harness.portal.reference.ConfirmationMails.MailRules;
import dev.aikagi.harness.portal.reference.FactorPages.FactorRules;
import dev.aikagi.harness.portal.reference.MailChangePages.ChangeRules;
import dev.aikagi.harness.portal.reference.Passkeys.PasskeyRules;
import dev.aikagi.harness.portal.reference.RestApi.RestRules;
import dev.aikagi.harness.portal.reference.SetUpPages.SetUpRules;
import dev.aikagi.harness.portal.reference.SignInPages.GuessingRules;
import dev.aikagi.harness.portal.reference.TotpPages.TotpRules;
import dev.aikagi.harness.portal.reference.WebServer.WebRules;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;

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

    private final UserHandles handles;
    private final Notices notices;
    private final PasswordAgain again;

    Assembly(ReferencePortalConfig config, Tokens tokens, Passwords passwords) {
        this.config = config;
        this.limits = config.limits();
        this.clock = config.clock();
        this.tokens = tokens;
        this.passwords = passwords;
        this.accounts = new Accounts(passwords, this::handle);
        Throttle counting = new PausingThrottle(clock, limits);
        this.surroundings = new Surroundings(clock, tokens, accounts, counting);
        this.throttle = part(Throttle.class, counting);
        this.sessions = part(Sessions.class, new SessionTable(clock, tokens, limits.sessionIdle()));
        this.mailer = part(Mailer.class, new SmtpMailer(part(MailSettings.class, config.mail()), clock));
        this.handles = part(UserHandles.class, UserHandles.random(tokens));
        this.notices = part(Notices.class, Notices.byMail(mailer));
        this.again = new PasswordAgain(frame, part(StepUp.class, StepUp.strict(passwords)), throttle);
    }

    Accounts accounts() {
        return accounts;
    }

    private byte[] handle(Account account) {
        return handles.of(account);
    }

    WebServer webServer(URI baseUri) {
        Router router = new Router(frame, part(TurnRule.class, TurnRule.STRICT), part(CsrfRule.class, CsrfRule.STRICT));
        CodeSource source = part(CodeSource.class, CodeSource.random(tokens));
        MailCodes codes =
                part(MailCodes.class, new OneTimeMailCodes(clock, source, limits.codeValidity(), mailer, throttle));
        Admission admission = new Admission(sessions, clock, codes);
        CredentialOwners owners = part(CredentialOwners.class, new UniqueCredentials());
        Passkeys passkeys = passkeys(owners, baseUri);
        SetUpRules setUp = new SetUpRules(
                part(TermsRule.class, TermsRule.STRICT), part(PasswordRule.class, PasswordRule.strict(passwords)));
        GuessingRules guessing = new GuessingRules(
                throttle, part(SprayRule.class, new SprayedPasswords(clock, limits.throttled(), tokens)));
        new SignInPages(frame, accounts, passwords, guessing, admission, passkeys).register(router);
        new SetUpPages(frame, passwords, setUp, throttle, sessions).register(router);
        new MailCodePages(frame, codes, throttle, admission).register(router);
        new TotpPages(frame, totpRules(), throttle, admission).register(router);
        new PasskeyPages(frame, passkeys, owners, throttle, admission).register(router);
        new TopPage(frame).register(router);
        mailPages(router, baseUri);
        accountPages(router, owners, setUp.passwords());
        RestRules rest = new RestRules(passkeys, owners, part(RestRule.class, RestRule.STRICT), baseUri.toString());
        Handler site = config.rest() ? new RestApi(rest, accounts, throttle, admission, router) : router;
        return new WebServer(webRules(baseUri), sessions, part(Handler.class, site));
    }

    /** What answers plain HTTP beside it. */
    PlainHttp plainHttp(URI baseUri) {
        return part(PlainHttp.class, PlainHttp.leadingTo(baseUri));
    }

    private Passkeys passkeys(CredentialOwners owners, URI baseUri) {
        RevocationRule revocation = config.revoked()
                .map(list -> part(
                        RevocationRule.class,
                        RevocationRule.by(config.webAuthn().trustAnchors(), list)))
                .orElse(RevocationRule.UNASKED);
        WebAuthnManager manager = AttestationRules.manager(
                part(CertPathTrustworthinessVerifier.class, new Unrevoked(trust(), revocation)));
        PasskeyRules rules = new PasskeyRules(
                part(ResponseForm.class, ResponseForm.STRICT),
                part(Challenges.class, new OneTimeChallenges(tokens, clock)),
                part(CeremonyRules.class, new CeremonyRules.Strict(manager)),
                part(KeyRule.class, KeyRule.STRICT),
                part(DiscoverableRule.class, DiscoverableRule.STRICT),
                part(AttestationDemand.class, AttestationDemand.STRICT),
                owners,
                part(SignInRule.class, SignInRule.STRICT),
                revocation);
        return new Passkeys(config.webAuthn(), manager, rules, baseUri);
    }

    private CertPathTrustworthinessVerifier trust() {
        return config.metadata()
                .map(settings -> AttestationRules.trust(new Metadata(
                        settings,
                        clock,
                        new MetadataRules.All(
                                part(MetadataRules.Signature.class, Metadata.signature(settings, clock)),
                                part(MetadataRules.Order.class, MetadataRules.Order.STRICT),
                                part(MetadataRules.Status.class, MetadataRules.Status.STRICT),
                                part(MetadataRules.Update.class, MetadataRules.Update.STRICT),
                                part(MetadataRules.Freshness.class, MetadataRules.Freshness.STRICT),
                                part(MetadataRules.Model.class, MetadataRules.Model.STRICT)))))
                .orElseGet(() -> AttestationRules.trust(config.webAuthn()));
    }

    private void mailPages(Router router, URI baseUri) {
        MailLinks links = part(MailLinks.class, new OneTimeLinks(clock, tokens, limits.linkValidity()));
        MailRules rules = new MailRules(
                part(AddressRule.class, AddressRule.STRICT),
                part(LinkBase.class, visit -> baseUri.toString()),
                limits.linkValidity());
        ConfirmationMails mails = new ConfirmationMails(links, mailer, rules, throttle);
        new MailPages(frame, links, mails).register(router);
        ChangeRules change = new ChangeRules(again, part(AddressChange.class, AddressChange.CONFIRMED), notices);
        new MailChangePages(frame, mails, change).register(router);
    }

    private void accountPages(Router router, CredentialOwners owners, PasswordRule rule) {
        new AccountPages(frame, passwords, new AccountRules(again, rule, notices), sessions).register(router);
        FactorRules rules = new FactorRules(again, part(FactorLookup.class, FactorLookup.OWN), notices);
        new FactorPages(frame, rules, owners).register(router);
    }

    private TotpRules totpRules() {
        return new TotpRules(
                part(TotpSeeds.class, TotpSeeds.random(tokens)),
                part(EnrolmentUri.class, OtpAuthQr::uri),
                part(QrPicture.class, OtpAuthQr::dataUri),
                part(TotpCheck.class, TotpCheck.strict(clock)),
                tokens);
    }

    private WebRules webRules(URI baseUri) {
        return new WebRules(
                part(HostRule.class, HostRule.strict(baseUri)),
                part(Cookies.class, Cookies.strict(config.tls())),
                part(ResponseHeaders.class, ResponseHeaders.strict(config.transport())),
                config.rest() ? RestApi.PATHS : Set.of());
    }

    private <T> T part(Class<T> type, T right) {
        T made = right;
        for (Defect defect : config.defects()) {
            made = defect.in(type, made, surroundings);
        }
        return made;
    }
}
