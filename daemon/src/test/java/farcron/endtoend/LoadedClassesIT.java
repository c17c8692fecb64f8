package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a daemon does not need it does not load: the JVM's own log of the classes that it has
/// loaded says so.
class LoadedClassesIT {

    private static final String OF_AWS = "software.amazon.";
    private static final String LAST = "farcron.Rehearsal";
    private static final String HERE = Place.NEVER + " name:here echo done";
    private static final String THERE = Place.NEVER + " name:there fargate:trainer echo done";

    @RegisterExtension private final Place place = new Place();

    @Test
    void without_a_line_for_fargate_none_of_them_is_of_aws() throws Exception {
        place.write(HERE);
        RunningDaemon daemon = launch().start();
        daemon.awaitEnd(daemon.run("here"));
        place.replace(HERE, Place.NEVER + " name:more true");
        Deadline.until("it has read it again", () -> !daemon.job("more").text("line").isEmpty());
        assertThat(daemon.text("/")).contains("here");

        assertThat(loaded()).contains("farcron.Daemon").noneMatch(name -> name.startsWith(OF_AWS));
    }

    /// The JVM makes a class for each `switch` over types when it first comes to it, a millisecond
    /// each, and more for the first.
    @Test
    void until_a_daemon_is_ready_none_is_made_for_a_switch() throws Exception {
        place.write(HERE, "*/5 1-3 * * * name:often echo done");
        launch().start();
        Deadline.until("it rehearses", () -> loaded().contains(LAST));

        List<String> untilThen = loaded().stream().takeWhile(name -> !name.equals(LAST)).toList();
        assertThat(untilThen)
                .contains("farcron.Answers")
                .noneMatch(name -> name.startsWith("farcron.") && name.contains("$$TypeSwitch"));
    }

    @Test
    void with_one_they_are() throws Exception {
        place.write("FARGATE_SUBNETS=subnet-0a1", THERE);
        RunningDaemon daemon =
                launch().with("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
                        .with("AWS_REGION", "eu-west-1")
                        .with("AWS_ACCESS_KEY_ID", "nobodys")
                        .with("AWS_SECRET_ACCESS_KEY", "nobodys")
                        .start();
        daemon.run("there");

        Deadline.until(
                "classes of AWS are loaded",
                () -> loaded().stream().anyMatch(name -> name.startsWith(OF_AWS)));
    }

    private Launch launch() {
        return place.launch()
                .with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes() + ":none");
    }

    private Path classes() {
        return place.folder().resolve("classes");
    }

    private List<String> loaded() throws IOException {
        try (Stream<String> lines = Files.lines(classes())) {
            return lines.map(line -> line.split(" ", 2)[0]).toList();
        }
    }
}
