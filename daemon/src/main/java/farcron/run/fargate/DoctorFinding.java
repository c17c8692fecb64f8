package farcron.run.fargate;

import farcron.cloud.Statement;
import farcron.doctor.Level;

import java.util.Optional;

/// Something that [Doctor] has found.
///
/// @param text what is so, and what to do if it should not be
/// @param missing what has to be added to the daemon's IAM policy
public record DoctorFinding(Level level, String text, Optional<Statement> missing) {

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
        return level.isProblem();
    }
}
