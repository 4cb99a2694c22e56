package dev.aikagi.authenticator.ctap2;

import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.ConsentPrompt;
import dev.aikagi.authenticator.env.FingerSample;
import dev.aikagi.authenticator.env.Transaction;
import dev.aikagi.authenticator.message.BioEnrollmentRequest;
import dev.aikagi.authenticator.message.BioEnrollmentResponse;
import dev.aikagi.authenticator.message.CtapException;
import dev.aikagi.authenticator.message.CtapStatus;
import dev.aikagi.authenticator.message.PinUvAuthParam;
import dev.aikagi.authenticator.pin.Permission;
import dev.aikagi.authenticator.state.FingerTemplate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CTAP 2.1 §6.7 authenticatorBioEnrollment (0x09), and its prototype (0x40), which is the same. */
final class BioEnrollmentCommand {
    /** How many samples make a template. */
    static final int SAMPLES = 4;

    /** Of a finger's name, in bytes. */
    static final int MAX_NAME = 64;

    private static final int FINGERPRINT = 1;
    private static final int TEMPLATE_ID_SIZE = 16;

    private final Key key;
    private Optional<Bytes> enrolling = Optional.empty();
    private int remaining;

    BioEnrollmentCommand(Key key) {
        this.key = key;
    }

    /** An enrolment that was not finished is gone. */
    void forget() {
        enrolling = Optional.empty();
    }

    Bytes process(Bytes parameters, Transaction transaction) {
        BioEnrollmentRequest request = BioEnrollmentRequest.decode(parameters);
        if (request.getModality()) {
            return BioEnrollmentResponse.modality(); // §6.7.2
        }
        require(request.modality() == FINGERPRINT, CtapStatus.CTAP2_ERR_UNSUPPORTED_OPTION);
        SubCommand subCommand = SubCommand.of(request.subCommand());
        if (subCommand == SubCommand.GET_SENSOR_INFO) {
            return BioEnrollmentResponse.sensor(SAMPLES, MAX_NAME); // §6.7.3
        }
        if (subCommand == SubCommand.CANCEL) {
            forget(); // §6.7.5
            return Bytes.EMPTY;
        }
        authorize(request, subCommand);
        return switch (subCommand) {
            case ENROLL_BEGIN -> begin(request, transaction);
            case ENROLL_CAPTURE_NEXT -> captureNext(request, transaction);
            case ENUMERATE -> enumerate();
            case SET_FRIENDLY_NAME -> rename(request);
            default -> remove(request);
        };
    }

    private void authorize(BioEnrollmentRequest request, SubCommand subCommand) {
        PinUvAuthParam param = PinUvAuth.needed(request.pinUvAuth());
        requireMandatory(request, subCommand);
        key.pinUvAuth().authorize(param, request.signed(), Permission.BIO_ENROLLMENT);
    }

    /** What is missing is told before the parameter is looked at. */
    private static void requireMandatory(BioEnrollmentRequest request, SubCommand subCommand) {
        switch (subCommand) {
            case ENROLL_CAPTURE_NEXT, REMOVE -> request.templateId();
            case SET_FRIENDLY_NAME -> {
                request.templateId();
                request.friendlyName();
            }
            default -> {}
        }
    }

    /** §6.7.4 enrollBegin: whatever was begun before is over. */
    private Bytes begin(BioEnrollmentRequest request, Transaction transaction) {
        int most = key.profile().limits().maxFingers();
        require(fingers().size() < most, CtapStatus.CTAP2_ERR_FP_DATABASE_FULL);
        byte[] id = new byte[TEMPLATE_ID_SIZE];
        key.environment().random().nextBytes(id);
        enrolling = Optional.of(Bytes.of(id));
        remaining = SAMPLES;
        return capture(request, enrolling, transaction);
    }

    /** §6.7.4 enrollCaptureNextSample. */
    private Bytes captureNext(BioEnrollmentRequest request, Transaction transaction) {
        Bytes id = request.templateId();
        require(enrolling.isPresent(), CtapStatus.CTAP2_ERR_NOT_ALLOWED);
        require(enrolling.get().equals(id), CtapStatus.CTAP2_ERR_INVALID_OPTION);
        return capture(request, Optional.empty(), transaction);
    }

    private Bytes capture(BioEnrollmentRequest request, Optional<Bytes> told, Transaction transaction) {
        FingerSample sample = key.environment()
                .verification()
                .sample(
                        new ConsentPrompt(ConsentPrompt.Purpose.BIO_ENROLLMENT, "", ""),
                        request.timeout(),
                        transaction);
        switch (sample) {
            case REFUSED -> throw ended(CtapStatus.CTAP2_ERR_OPERATION_DENIED);
            case CANCELLED -> throw ended(CtapStatus.CTAP2_ERR_KEEPALIVE_CANCEL);
            case GOOD -> remaining--;
            default -> {}
        }
        if (remaining == 0) {
            keep(new FingerTemplate(enrolling.orElseThrow(), ""));
        }
        return BioEnrollmentResponse.sample(told, sample.feedback(), remaining);
    }

    private CtapException ended(CtapStatus status) {
        forget();
        return new CtapException(status);
    }

    private void keep(FingerTemplate finished) {
        List<FingerTemplate> fingers = new ArrayList<>(fingers());
        fingers.add(finished);
        key.state().change(now -> now.withFingers(fingers));
        forget();
    }

    /** §6.7.6. */
    private Bytes enumerate() {
        require(!fingers().isEmpty(), CtapStatus.CTAP2_ERR_INVALID_OPTION);
        return BioEnrollmentResponse.templates(fingers().stream()
                .map(finger -> new BioEnrollmentResponse.Template(finger.id(), finger.name()))
                .toList());
    }

    /** §6.7.7. */
    private Bytes rename(BioEnrollmentRequest request) {
        Bytes id = request.templateId();
        String name = request.friendlyName();
        require(name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME, CtapStatus.CTAP1_ERR_INVALID_LENGTH);
        requireKnown(id);
        List<FingerTemplate> fingers = fingers().stream()
                .map(finger -> finger.id().equals(id) ? finger.named(name) : finger)
                .toList();
        key.state().change(now -> now.withFingers(fingers));
        return Bytes.EMPTY;
    }

    /** §6.7.8. */
    private Bytes remove(BioEnrollmentRequest request) {
        Bytes id = request.templateId();
        requireKnown(id);
        List<FingerTemplate> fingers =
                fingers().stream().filter(finger -> !finger.id().equals(id)).toList();
        key.state().change(now -> now.withFingers(fingers));
        return Bytes.EMPTY;
    }

    private void requireKnown(Bytes id) {
        boolean known = fingers().stream().anyMatch(finger -> finger.id().equals(id));
        require(known, CtapStatus.CTAP2_ERR_INVALID_OPTION);
    }

    private List<FingerTemplate> fingers() {
        return key.state().now().fingers();
    }

    private static void require(boolean right, CtapStatus otherwise) {
        if (!right) {
            throw new CtapException(otherwise);
        }
    }

    private enum SubCommand {
        ENROLL_BEGIN(0x01),
        ENROLL_CAPTURE_NEXT(0x02),
        CANCEL(0x03),
        ENUMERATE(0x04),
        SET_FRIENDLY_NAME(0x05),
        REMOVE(0x06),
        GET_SENSOR_INFO(0x07);

        private final long code;

        SubCommand(long code) {
            this.code = code;
        }

        static SubCommand of(long code) {
            for (SubCommand subCommand : values()) {
                if (subCommand.code == code) {
                    return subCommand;
                }
            }
            throw new CtapException(CtapStatus.CTAP2_ERR_INVALID_SUBCOMMAND);
        }
    }
}
