package farcron.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Whose `crontab` people find when they type it.
record CommandLook(Premises premises) implements Look {

    private static final String ABOUT = "crontab(1)";
    private static final String USUAL = "/usr/local/bin:/usr/bin:/bin";

    @Override
    public void look(Findings findings) {
        String path = premises.environment().getOrDefault("PATH", USUAL);
        Optional<String> first =
                Arrays.stream(path.split(":"))
                        .filter(folder -> folder.startsWith("/"))
                        .map(folder -> folder + "/crontab")
                        .filter(file -> Files.isExecutable(premises.at(file)))
                        .findFirst();
        if (first.isEmpty()) {
            findings.warn(
                    ABOUT,
                    "there is none in PATH, so users cannot change their crontabs",
                    "make /usr/bin/crontab a link to farcron");
        } else if (isOurs(premises.at(first.get()))) {
            findings.ok(ABOUT, first.get() + " is farcron's");
        } else {
            findings.note(
                    ABOUT,
                    first.get() + " is the old cron's; farcron takes what it writes, unchecked",
                    "farcron crontab checks a crontab before it is installed");
        }
    }

    private static boolean isOurs(Path file) {
        try {
            return file.toRealPath().getFileName().toString().equals("farcron");
        } catch (IOException _) {
            return false;
        }
    }
}
