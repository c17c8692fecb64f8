package farcron.doctor;

import farcron.job.JobTable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether what jobs write can be mailed.
///
/// @param mailer absent if it is switched off
record MailLook(Optional<Path> mailer, JobTable table) implements Look {

    private static final String ABOUT = "mail";

    @Override
    public void look(Findings findings) {
        long asking =
                table.jobs().stream()
                        .filter(job -> !job.environment().getOrDefault("MAILTO", "").isBlank())
                        .count();
        String lines = asking == 0 ? "" : ", lines with MAILTO: %d".formatted(asking);
        if (mailer.isEmpty()) {
            tell(asking, "it is switched off (mailer = off)" + lines, "set mailer", findings);
        } else if (!Files.exists(mailer.get())) {
            tell(
                    asking,
                    "there is no %s%s".formatted(mailer.get(), lines),
                    "install a mail program such as msmtp-mta or postfix, or set mailer = off",
                    findings);
        } else if (!Files.isExecutable(mailer.get())) {
            findings.fail(
                    ABOUT, mailer.get() + " is not executable" + lines, "chmod +x " + mailer.get());
        } else {
            findings.ok(ABOUT, "goes by " + mailer.get());
        }
    }

    /// What is not mailed is still kept.
    private static void tell(long asking, String what, String remedy, Findings findings) {
        if (asking > 0) {
            findings.warn(ABOUT, what, remedy);
        } else {
            findings.note(ABOUT, what + "; output is kept, see farcron log");
        }
    }
}
