package dev.aikagi.harness.portal.reference;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A mistake that portals make, which the embedded portal makes when it is told to: for probes to show that they notice. */
public final class Defect {
    private final String name;
    private final String broken;
    private final List<Fault<?>> faults;

    private Defect(String name, String broken, List<Fault<?>> faults) {
        this.name = name;
        this.broken = broken;
        this.faults = faults;
    }

    /** Replaces one part of the portal by one that is broken; called once for each portal. */
    record Fault<T>(Class<T> part, Breaking<T> breaking) {}

    /** Makes the broken part, mostly around the right one. */
    @FunctionalInterface
    interface Breaking<T> {
        T around(T right, Surroundings surroundings);
    }

    static Defect of(String name, String broken, Fault<?>... faults) {
        return new Defect(name, broken, List.of(faults));
    }

    static <T> Fault<T> fault(Class<T> part, UnaryOperator<T> breaking) {
        return new Fault<>(part, (right, surroundings) -> breaking.apply(right));
    }

    static <T> Fault<T> faultWith(Class<T> part, Breaking<T> breaking) {
        return new Fault<>(part, breaking);
    }

    /** Every defect there is, by families. */
    public static List<Defect> all() {
        return Catalogue.ALL;
    }

    /** The defect of that name. */
    public static Optional<Defect> named(String name) {
        return all().stream().filter(defect -> defect.name.equals(name)).findFirst();
    }

    /** FAMILY.MISTAKE, as the command line takes it. */
    public String name() {
        return name;
    }

    /** What the portal does wrong, in one sentence. */
    public String broken() {
        return broken;
    }

    /** The part with this defect's faults in it, or as it is. */
    <T> T in(Class<T> part, T right, Surroundings surroundings) {
        T made = right;
        for (Fault<?> fault : faults) {
            if (fault.part() == part) {
                @SuppressWarnings("unchecked") // the part is the same
                Fault<T> fitting = (Fault<T>) fault;
                made = fitting.breaking().around(made, surroundings);
            }
        }
        return made;
    }

    @Override
    public String toString() {
        return name;
    }

    /** Held apart, so that the families' classes may use this one while they are made. */
    private static final class Catalogue {
        static final List<Defect> ALL = Stream.of(
                        CeremonyDefects.ALL,
                        CredentialDefects.ALL,
                        EnrolmentDefects.ALL,
                        MetadataDefects.ALL,
                        TotpDefects.ALL,
                        OtpAuthDefects.ALL,
                        MailDefects.ALL,
                        SetUpDefects.ALL,
                        TurnDefects.ALL,
                        SessionDefects.ALL,
                        AccountDefects.ALL,
                        WebDefects.ALL,
                        RestDefects.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
