package dev.aikagi.harness.scenario;

/** Which password a step types. */
enum PasswordChoice {
    INITIAL {
        @Override
        String of(Persona persona) {
            return persona.initialPassword();
        }
    },
    NEW {
        @Override
        String of(Persona persona) {
            return persona.newPassword();
        }
    },
    /** The new one with its last character changed. */
    WRONG {
        @Override
        String of(Persona persona) {
            String right = persona.newPassword();
            return right.substring(0, right.length() - 1) + (right.endsWith("0") ? "1" : "0");
        }
    },
    /** What no policy lets through. */
    WEAK {
        @Override
        String of(Persona persona) {
            return "abc123";
        }
    };

    abstract String of(Persona persona);
}
