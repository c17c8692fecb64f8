package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Letters, with a sendmail program that keeps them.
class MailIT {

    private static final int JOBS = 30;
    private static final String USER = Place.self().name();

    @RegisterExtension private final Place place = new Place();

    @BeforeEach
    void placeMailer() throws IOException {
        Files.createDirectory(letters());
        Files.writeString(
                mailer(),
                """
                #!/bin/sh
                letter=$(mktemp -d LETTERS/XXXXXXXX)
                printf '%s\\n' "$*" >"$letter/arguments"
                cat >"$letter/text.part"
                sleep 0.1
                mv "$letter/text.part" "$letter/text"
                """
                        .replace("LETTERS", letters().toString()));
        Files.setPosixFilePermissions(mailer(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path letters() {
        return place.folder().resolve("letters");
    }

    private Path mailer() {
        return place.folder().resolve("sendmail");
    }

    private RunningDaemon start() throws IOException {
        return place.launch()
                .option("--mailer", mailer().toString(), "--dialect", "debian")
                .start();
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> folders = Files.list(letters())) {
            for (Path folder : folders.toList()) {
                Path text = folder.resolve("text");
                if (Files.exists(text)) {
                    texts.add(Files.readString(text));
                }
            }
        }
        return texts;
    }

    private boolean noneIsLeft() throws IOException {
        try (Stream<Path> files = Files.walk(place.state().resolve("runs"))) {
            return files.noneMatch(file -> file.endsWith("mail"));
        }
    }

    @Test
    void where_a_crontab_asks_for_it_its_output_is_mailed() throws Exception {
        place.write(
                Place.NEVER + " name:unasked echo unasked",
                "MAILTO=ann@example.com",
                Place.NEVER + " name:asked echo asked; exit 3",
                Place.NEVER + " name:silent true");
        RunningDaemon daemon = start();
        for (String job : List.of("unasked", "silent", "asked")) {
            daemon.awaitEnd(daemon.run(job));
        }
        Deadline.until("a letter", () -> !texts().isEmpty() && noneIsLeft());

        assertThat(texts())
                .singleElement()
                .asString()
                .startsWith("From: root (Cron Daemon)\nTo: ann@example.com\nSubject: Cron <" + USER)
                .contains("> echo asked; exit 3\nMIME-Version: 1.0\n")
                .endsWith("8bit\n\nasked\n");
    }

    @Test
    void each_letter_is_sent_once_however_often_the_daemon_is_killed() throws Exception {
        List<String> lines = new ArrayList<>(List.of("MAILTO=ann@example.com"));
        IntStream.range(0, JOBS)
                .forEach(
                        job -> lines.add(Place.NEVER + " name:job-" + job + " echo letter " + job));
        place.write(lines.toArray(String[]::new));
        RunningDaemon daemon = start();
        for (int job = 0; job < JOBS; job++) {
            daemon.run("job-" + job);
        }
        for (int sent : List.of(1, 5, 12, 20)) {
            Deadline.until(sent + " letters", () -> texts().size() >= sent);
            daemon.kill();
            daemon = start();
        }
        Deadline.until("all letters", () -> texts().size() >= JOBS && noneIsLeft());

        assertThat(texts().stream().map(text -> text.replaceAll("(?s).*\n\n", "")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, JOBS).mapToObj(job -> "letter " + job + "\n").toList());
    }
}
