package farcron.run.fargate;

import farcron.cloud.Statement;

import java.util.Optional;

/// Something that [Doctor] has found.
///
/// @param text what is so, and what to do if it should not be
/// @param missing what has to be added to the daemon's IAM policy
public record DoctorFinding(Level level, String text, Optional<Statement> missing) {

    /// How it is.
    public enum Level {
        OK("ok"),
        /// Not as it has to be, and not wrong either.
        NOTE("note"),
        /// It works, though perhaps not as somebody expects.
        WARNING("warn"),
        FAIL("FAIL");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static DoctorFinding ok(String text) {
        return new DoctorFinding(Level.OK, text, Optional.empty());
    }

    static DoctorFinding note(String text) {
        return new DoctorFinding(Level.NOTE, text, Optional.empty());
    }

    static DoctorFinding warning(String text) {
        return new DoctorFinding(Level.WARNING, text, Optional.empty());
    }

    static DoctorFinding fail(String text) {
        return new DoctorFinding(Level.FAIL, text, Optional.empty());
    }

    static DoctorFinding lacking(String text, Statement missing) {
        return new DoctorFinding(Level.FAIL, text, Optional.of(missing));
    }

    public boolean isProblem() {
        return level == Level.WARNING || level == Level.FAIL;
    }
}
