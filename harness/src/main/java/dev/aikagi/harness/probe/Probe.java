package dev.aikagi.harness.probe;

import dev.aikagi.harness.portal.PortalProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A row of the catalogue: what is done, what a correct portal does, where that is written, how to mend it. */
public final class Probe {
    private final Builder built;

    private Probe(Builder built) {
        this.built = built;
    }

    /**
     * Begins a declaration.
     *
     * @param id a family's letter and a number, e.g. {@code R-12}; it never changes
     */
    public static Builder of(String id, Severity severity, String title) {
        return new Builder(id, severity, title);
    }

    public String id() {
        return built.id;
    }

    /** The id's letter. */
    public String family() {
        return built.id.substring(0, built.id.indexOf('-'));
    }

    public Severity severity() {
        return built.severity;
    }

    /** What is sent or done. */
    public String title() {
        return built.title;
    }

    public List<Source> sources() {
        return List.copyOf(built.sources);
    }

    /** Weaknesses and requirements it belongs to, e.g. {@code CWE-346}, {@code ASVS 6.7.2}. */
    public List<String> tags() {
        return List.copyOf(built.tags);
    }

    /** What a correct portal does. */
    public String correct() {
        return built.correct;
    }

    /** How to mend a portal that does not. */
    public String fix() {
        return built.fix;
    }

    /** The embedded portal's defects that this probe has to find. */
    public List<String> defects() {
        return List.copyOf(built.defects);
    }

    /** The pages that it is about, the foremost first. */
    public List<String> pages() {
        return List.copyOf(built.pages);
    }

    /** Whether it may lock an account or send many mails. */
    public boolean isDestructive() {
        return built.destructive;
    }

    /** Whether nothing else may be done to the portal meanwhile. */
    public boolean isAlone() {
        return built.alone;
    }

    /** Why it cannot be done on a portal; empty if it can, as far as the profile tells. */
    public Optional<String> obstacle(PortalProfile profile) {
        return built.needed.stream()
                .filter(page -> !profile.pages().containsKey(page))
                .findFirst()
                .map(page -> "the portal has no page '" + page + "'")
                .or(() -> built.conditions.stream()
                        .flatMap(condition -> condition.apply(profile).stream())
                        .findFirst());
    }

    Trial trial() {
        return built.trial;
    }

    /** Says id and title. */
    @Override
    public String toString() {
        return id() + " " + title();
    }

    /** A declaration in the making. */
    public static final class Builder {
        private final String id;
        private final Severity severity;
        private final String title;
        private final List<Source> sources = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private final List<String> defects = new ArrayList<>();
        private final List<String> pages = new ArrayList<>();
        private final List<String> needed = new ArrayList<>();
        private final List<Function<PortalProfile, Optional<String>>> conditions = new ArrayList<>();
        private String correct = "";
        private String fix = "";
        private boolean destructive;
        private boolean alone;
        private Trial trial = Trial.look();

        private Builder(String id, Severity severity, String title) {
            if (!id.matches("[A-Z]-[0-9]{2}")) {
                throw new IllegalArgumentException("not a probe's id: " + id);
            }
            this.id = id;
            this.severity = severity;
            this.title = title;
        }

        /** Where it is written. */
        public Builder source(Source... where) {
            sources.addAll(List.of(where));
            return this;
        }

        /** CWE, ASVS, CVE. */
        public Builder tags(String... all) {
            tags.addAll(List.of(all));
            return this;
        }

        /** What a correct portal does. */
        public Builder correct(String sentence) {
            correct = sentence;
            return this;
        }

        /** How to mend one that does not. */
        public Builder fix(String sentence) {
            fix = sentence;
            return this;
        }

        /** The embedded portal's defects that it has to find. */
        public Builder defects(String... names) {
            defects.addAll(List.of(names));
            return this;
        }

        /** The pages without which it cannot be done. */
        public Builder pages(String... names) {
            needed.addAll(List.of(names));
            return about(names);
        }

        /** Pages that it is about, where the portal has them. */
        public Builder about(String... names) {
            pages.addAll(List.of(names));
            return this;
        }

        /** A reason not to do it on a portal, from its profile. */
        public Builder unless(Function<PortalProfile, Optional<String>> obstacle) {
            conditions.add(obstacle);
            return this;
        }

        /** It may lock an account or send many mails. */
        public Builder destructive() {
            destructive = true;
            return this;
        }

        /** What it does to the portal, or measures, spoils other probes or is spoilt by them. */
        public Builder alone() {
            alone = true;
            return this;
        }

        /** How it is done; the last word of a declaration. */
        public Probe trial(Trial how) {
            trial = how;
            if (sources.isEmpty() || correct.isEmpty() || fix.isEmpty()) {
                throw new IllegalStateException(id + " lacks its source, what is correct, or how to mend it");
            }
            return new Probe(this);
        }
    }
}
