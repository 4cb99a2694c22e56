package dev.aikagi.ctapsim.killed;

import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.CredentialManagement;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import dev.aikagi.authenticator.attestation.AttestationKey;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.cose.CoseAlgorithm;
import dev.aikagi.authenticator.credential.PublicKeyCredentialSource;
import dev.aikagi.authenticator.env.ManualClock;
import dev.aikagi.authenticator.env.ProfileReader;
import dev.aikagi.authenticator.env.UserPresence;
import dev.aikagi.authenticator.env.UserVerification;
import dev.aikagi.authenticator.keyfile.FileMedium;
import dev.aikagi.authenticator.keyfile.KeyFile;
import dev.aikagi.authenticator.keyfile.KeyMedium;
import dev.aikagi.ctapsim.VirtualDevice;
import dev.aikagi.ctapsim.hid.HidTiming;
import dev.aikagi.ctapsim.yubikit.VirtualFidoConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A process that uses a key in a file until somebody kills it. It says on standard output what it is about to do
 * ({@code + verb argument}) and what the key answered ({@code = verb result}); the answer is the acknowledgement.
 */
final class KeyLoad {
    static final char[] PASSPHRASE = "killed".toCharArray();
    static final String RP_ID = "example.com";
    static final byte[] HASH = new byte[32];

    /** Nothing here is about time: on a busy machine this process may stand still for long between two packets. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int MANY_CREDENTIALS = 30;
    private static final int MANY_ACCOUNTS = 10;
    private static final int MOST_MISSES = 2;

    private final VirtualDevice device;
    private Ctap2Session session;
    private ClientPin clientPin;
    private final Random random;
    private final List<String> accounts;
    private int number;
    private String pin;
    private int misses;

    private KeyLoad(VirtualDevice device, Plan plan) throws Exception {
        this.device = device;
        connect();
        this.random = new Random(plan.seed());
        this.number = plan.number();
        this.pin = plan.pin();
        this.accounts = new ArrayList<>(plan.accounts());
        device.card().powerOn();
        apdu(Bytes.fromHex("00a4040007a0000005272101"));
    }

    /**
     * What a process is told.
     *
     * @param number of the first new user or account
     * @param pin empty for none
     * @param accounts those on the card
     * @param lazy whether the key file is one that answers before it has written
     */
    record Plan(Path file, long seed, int number, String pin, List<String> accounts, boolean lazy) {
        static Plan of(String... arguments) {
            List<String> accounts = arguments[4].isEmpty() ? List.of() : Arrays.asList(arguments[4].split(",", -1));
            return new Plan(
                    Path.of(arguments[0]),
                    Long.parseLong(arguments[1]),
                    Integer.parseInt(arguments[2]),
                    arguments[3],
                    accounts,
                    Boolean.parseBoolean(arguments[5]));
        }

        List<String> arguments() {
            return List.of(
                    file.toString(),
                    String.valueOf(seed),
                    String.valueOf(number),
                    pin,
                    String.join(",", accounts),
                    String.valueOf(lazy));
        }
    }

    public static void main(String[] arguments) {
        try {
            Plan plan = Plan.of(arguments);
            KeyMedium medium = FileMedium.open(plan.file());
            KeyFile file = KeyFile.open(plan.lazy() ? new LazyMedium(medium) : medium, PASSPHRASE, new SecureRandom());
            KeyLoad load = new KeyLoad(device(file), plan);
            while (true) {
                load.step();
            }
        } catch (Throwable e) {
            say("! " + e);
            System.exit(1);
        }
    }

    private static VirtualDevice device(KeyFile file) throws Exception {
        var batch = KeyPairGenerator.getInstance("EC").generateKeyPair();
        return VirtualDevice.builder(ProfileReader.bundled("security-key"))
                .clock(new ManualClock(Instant.EPOCH))
                .user(UserPresence.ALWAYS, UserVerification.NONE)
                .attestationKey(
                        new AttestationKey(CoseAlgorithm.ES256, batch.getPrivate(), List.of(Bytes.fromHex("3000"))))
                .timing(new HidTiming(HidTiming.DEFAULT.keepalive(), PATIENCE))
                .memory(file.memory())
                .build();
    }

    private void step() throws Exception {
        if (pin.isEmpty()) {
            setPin();
        } else if (clientPin.getPinRetries().getCount() == 0 || credentials().size() > MANY_CREDENTIALS) {
            reset();
        } else {
            any();
        }
    }

    private void any() throws Exception {
        switch (random.nextInt(22)) {
            case 0, 1, 2, 3 -> make(true);
            case 4, 5 -> make(false);
            case 6, 7, 8 -> use();
            case 9, 10, 11 -> wrongPin();
            case 12 -> token(ClientPin.PIN_PERMISSION_GA);
            case 13 -> changePin();
            case 14 -> delete();
            case 15, 16 -> put();
            case 17, 18, 19 -> calculate();
            case 20 -> remove();
            default -> maybeReset();
        }
    }

    private void setPin() throws Exception {
        String next = "pin-" + number++;
        say("+ set-pin " + next);
        clientPin.setPin(next.toCharArray());
        pin = next;
        say("= set-pin " + next);
    }

    private void changePin() throws Exception {
        String next = "pin-" + number++;
        say("+ change-pin " + next);
        clientPin.changePin(pin.toCharArray(), next.toCharArray());
        pin = next;
        misses = 0;
        say("= change-pin " + next);
    }

    private byte[] token(int permission) throws Exception {
        say("+ right-pin -");
        byte[] token = clientPin.getPinToken(pin.toCharArray(), permission, RP_ID);
        misses = 0;
        say("= right-pin -");
        return token;
    }

    /** A key that lost its power knows no channel any more. */
    private void connect() throws Exception {
        session = new Ctap2Session(new VirtualFidoConnection(device.hid(), PATIENCE));
        clientPin = new ClientPin(session, new PinUvAuthProtocolV2());
    }

    private void wrongPin() throws Exception {
        say("+ wrong-pin -");
        try {
            clientPin.getPinToken("wrong".toCharArray(), ClientPin.PIN_PERMISSION_GA, RP_ID);
            throw new IllegalStateException("a wrong PIN was taken");
        } catch (CtapException e) {
            say("= wrong-pin " + e.getCtapError());
        }
        if (++misses == MOST_MISSES) {
            device.powerCycle();
            connect();
            apdu(Bytes.fromHex("00a4040007a0000005272101"));
            misses = 0;
        }
    }

    private void make(boolean discoverable) throws Exception {
        byte[] param = authorized(ClientPin.PIN_PERMISSION_MC);
        String verb = discoverable ? "make" : "wrap";
        say("+ " + verb + " -");
        byte[] data = session.makeCredential(
                        HASH,
                        Map.of("id", RP_ID, "name", "Example"),
                        Map.of("id", ByteBuffer.allocate(4).putInt(number++).array(), "name", "taro"),
                        List.of(Map.of("type", "public-key", "alg", -7)),
                        null,
                        null,
                        Map.of("rk", discoverable),
                        param,
                        2,
                        null,
                        null)
                .getAuthenticatorData();
        Bytes id = Bytes.of(data).slice(55, 55 + ByteBuffer.wrap(data).getShort(53));
        say("= " + verb + " " + id + " " + count(data));
    }

    private void use() throws Exception {
        if (credentials().isEmpty()) {
            return;
        }
        byte[] param = authorized(ClientPin.PIN_PERMISSION_GA);
        say("+ use -");
        byte[] data = session.getAssertions(RP_ID, HASH, null, null, null, param, 2, null)
                .get(0)
                .getAuthenticatorData();
        say("= use " + count(data));
    }

    private void delete() throws Exception {
        if (credentials().isEmpty()) {
            return;
        }
        Bytes id = credentials().get(random.nextInt(credentials().size())).id();
        byte[] token = token(ClientPin.PIN_PERMISSION_CM);
        say("+ delete " + id);
        new CredentialManagement(session, new PinUvAuthProtocolV2(), token)
                .deleteCredential(Map.of("type", "public-key", "id", id.toArray()));
        say("= delete " + id);
    }

    private void maybeReset() throws Exception {
        switch (random.nextInt(8)) {
            case 0 -> reset();
            case 1 -> {
                say("+ oath-reset -");
                apdu(Bytes.fromHex("0004dead"));
                accounts.clear();
                say("= oath-reset -");
            }
            default -> {}
        }
    }

    private void reset() throws Exception {
        say("+ reset -");
        session.reset(null);
        pin = "";
        misses = 0;
        say("= reset -");
    }

    private void put() {
        if (accounts.size() > MANY_ACCOUNTS) {
            return;
        }
        String name = "account" + number++;
        say("+ put " + name);
        apdu(Oath.put(name));
        accounts.add(name);
        say("= put " + name);
    }

    private void calculate() {
        if (accounts.isEmpty()) {
            return;
        }
        String name = accounts.get(random.nextInt(accounts.size()));
        say("+ calculate " + name);
        Bytes answer = apdu(Oath.calculate(name));
        say("= calculate " + name + " " + Oath.code(answer));
    }

    private void remove() {
        if (accounts.isEmpty()) {
            return;
        }
        String name = accounts.get(random.nextInt(accounts.size()));
        say("+ remove " + name);
        apdu(Oath.delete(name));
        accounts.remove(name);
        say("= remove " + name);
    }

    private byte[] authorized(int permission) throws Exception {
        return new PinUvAuthProtocolV2().authenticate(token(permission), HASH);
    }

    private List<PublicKeyCredentialSource> credentials() {
        return device.snapshot().credentials();
    }

    private Bytes apdu(Bytes command) {
        return Oath.ok(device.card().transmit(command.toArray()));
    }

    private static long count(byte[] authenticatorData) {
        return ByteBuffer.wrap(authenticatorData).getInt(33) & 0xffff_ffffL;
    }

    private static void say(String line) {
        byte[] octets = (line + "\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(octets, 0, octets.length);
        System.out.flush();
    }
}
