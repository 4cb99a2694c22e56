package dev.aikagi.ctapsim.fault;

import dev.aikagi.authenticator.apdu.ApduException;
import dev.aikagi.authenticator.apdu.Applet;
import dev.aikagi.authenticator.apdu.CommandApdu;
import dev.aikagi.authenticator.apdu.StatusWord;
import dev.aikagi.authenticator.bytes.Bytes;
import dev.aikagi.authenticator.env.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One-time passwords, changed on their way out, or made up. */
final class FaultyApplet implements Applet {
    /** YKOATH: the answer to a challenge, whole or truncated. */
    private static final int FULL_RESPONSE = 0x75;

    private static final int TRUNCATED_RESPONSE = 0x76;

    private final Applet oath;
    private final Faults faults;

    /** The code that each account had first, by the command's data up to the challenge. */
    private final Map<Bytes, Bytes> firstCodes = new HashMap<>();

    FaultyApplet(Applet oath, Faults faults) {
        this.oath = oath;
        this.faults = faults;
    }

    @Override
    public Bytes aid() {
        return oath.aid();
    }

    @Override
    public Bytes select() {
        return oath.select();
    }

    @Override
    public void deselect() {
        oath.deselect();
    }

    @Override
    public int sendRemaining() {
        return oath.sendRemaining();
    }

    @Override
    public Bytes process(CommandApdu command) {
        List<Fault> about =
                KeyCommand.ofInstruction(command.ins()).map(faults::about).orElse(List.of());
        for (Fault fault : about) {
            if (fault.kind() == FaultKind.STATUS_WORD || fault.kind() == FaultKind.RAW) {
                return dataOf(ApduAnswer.instead(fault));
            }
            Delay.of(fault, Transaction.UNATTENDED);
        }
        Bytes answer = oath.process(command);
        for (Fault fault : about) {
            answer = changed(answer, fault, command);
        }
        return answer;
    }

    private Bytes changed(Bytes answer, Fault fault, CommandApdu command) {
        return switch (fault.kind()) {
            case WRONG_CODE -> wrong(answer);
            case CODE_STANDS -> firstCodes.computeIfAbsent(account(command), account -> answer);
            default -> new ApduAnswer(answer, StatusWord.OK).with(fault).data();
        };
    }

    /** What the code is of, in which form: the name comes first. */
    private static Bytes account(CommandApdu command) {
        Bytes data = command.data();
        return Bytes.concat(Bytes.of((byte) command.p2()), data.slice(0, 2 + data.at(1)));
    }

    /** Names and answers to challenges are shorter than 128 bytes: each length is one byte. */
    private static Bytes wrong(Bytes answer) {
        byte[] octets = answer.toArray();
        for (int at = 0; at < octets.length; at += 2 + octets[at + 1]) {
            if (octets[at] == FULL_RESPONSE || octets[at] == TRUNCATED_RESPONSE) {
                octets[at + 1 + octets[at + 1]] ^= 1;
            }
        }
        return Bytes.of(octets);
    }

    private static Bytes dataOf(ApduAnswer made) {
        if (!made.status().equals(StatusWord.OK)) {
            throw new ApduException(made.status(), made.data());
        }
        return made.data();
    }
}
