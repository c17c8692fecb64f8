package farcron.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether jobs get a session of PAM's, as from cron.
///
/// @param session the setting: `pam`, `plain` or `auto`
/// @param program `farcron-session`, wherever it should be
record PamLook(Premises premises, String session, Optional<Path> program) implements Look {

    private static final String ABOUT = "PAM";
    private static final int OTHERS_MAY_WRITE = 0022;

    @Override
    public void look(Findings findings) {
        if (session.equals("plain")) {
            findings.note(ABOUT, "not asked for, as session = plain");
            return;
        }
        Optional<Path> there = program.filter(Files::isExecutable);
        Optional<String> service = service();
        if (there.isEmpty()) {
            findings.warn(
                    ABOUT,
                    "farcron-session is not there%s, so jobs run without a session and its limits"
                            .formatted(program.map(path -> " (" + path + ")").orElse("")),
                    "install farcron again, or set session = plain");
        } else if (isOpen(there.get())) {
            findings.fail(
                    ABOUT,
                    there.get() + " may be changed by others than root, and runs as root",
                    "chown root %s; chmod 0755 %s".formatted(there.get(), there.get()));
        } else if (service.isEmpty()) {
            findings.warn(
                    ABOUT,
                    "it has no service for farcron, so jobs run without a session and its limits",
                    "install farcron's pam.d/farcron as /etc/pam.d/farcron, or set session ="
                            + " plain");
        } else {
            findings.ok(ABOUT, "each job gets a session, by " + service.get());
        }
    }

    private Optional<String> service() {
        return Stream.of("farcron", "cron", "crond")
                .flatMap(name -> Stream.of("/etc/pam.d/" + name, "/usr/lib/pam.d/" + name))
                .filter(premises::has)
                .findFirst();
    }

    private static boolean isOpen(Path program) {
        try {
            Map<String, Object> unix = Files.readAttributes(program, "unix:mode,uid");
            return (Integer) unix.get("uid") != 0
                    || ((Integer) unix.get("mode") & OTHERS_MAY_WRITE) != 0;
        } catch (IOException _) {
            return false;
        }
    }
}
