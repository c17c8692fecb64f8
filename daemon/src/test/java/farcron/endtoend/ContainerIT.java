package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;

/// As process 1 of a container: who else would wait for orphans and stop in order?
class ContainerIT {

    private static final int QUICK = 50;
    private static final int INTERRUPTED = 130;
    private static final int KILLED = 137;
    private static final int CONFLICT = 409;

    @RegisterExtension private final Place place = new Place();

    @BeforeAll
    static void rootOnly() throws IOException {
        Container.assumePossible();
    }

    @Test
    void of_fifty_quick_jobs_no_zombie_is_left() throws Exception {
        place.write(Place.NEVER + " name:quick true", Place.NEVER + " name:orphan (sleep 0.1 &)");
        Container container = Container.start(place.launch());
        for (int run = 0; run < QUICK / 2; run++) {
            container.daemon().run("quick");
            container.daemon().run("orphan");
        }
        container.daemon().awaitEnds("quick", QUICK / 2);
        container.daemon().awaitEnds("orphan", QUICK / 2);

        Deadline.until("nobody waits to be reaped", () -> container.zombies() == 0);
        Deadline.until("nothing is left of the jobs", container::isAtRest);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    signal | why
                    TERM   | docker stop
                    INT    | Control-C in docker run -it
                    QUIT   | STOPSIGNAL of some images
                    """)
    void a_signal_to_stop_waits_for_running_jobs(String signal, String why) throws Exception {
        place.write(
                Place.NEVER + " name:long touch $PLACE/begun; " + Place.await("gate") + "; echo ok",
                "@every 1s name:often echo x >> $PLACE/often");
        Container container = Container.start(place.launch());
        long run = container.daemon().run("long");
        Deadline.until("it runs", () -> !place.lines("often").isEmpty() && begun());

        container.signal(signal);
        Deadline.until(
                "it is told",
                () -> container.daemon().out().contains("the running jobs have ended"));
        Deadline.until(
                "nothing is started any more",
                () ->
                        container.daemon().ask("POST", "/jobs/often/run", "*/*").status()
                                == CONFLICT);
        Deadline.until(
                "the other job has ended",
                () -> container.daemon().get("/runs?state=running").list("runs").size() == 1);
        int before = place.lines("often").size();
        assertThat(container.daemon().get("/runs/" + run).text("state")).isEqualTo("running");
        place.open("gate");

        assertThat(container.awaitExit()).isZero();
        assertThat(container.daemon().out()).contains("stopping; no job runs");
        assertThat(place.lines("often")).as("nothing new was started").hasSize(before);
        RunningDaemon next = place.start();
        assertThat(next.get("/runs/" + run).text("state")).isEqualTo("ok");
        assertThat(next.log(run)).isEqualTo("ok\n");
    }

    private boolean begun() throws IOException {
        return Files.exists(place.folder().resolve("begun"));
    }

    @Test
    void a_second_signal_stops_at_once_and_the_next_start_knows_what_that_has_cost()
            throws Exception {
        place.write(Place.NEVER + " name:long touch $PLACE/begun; " + Place.await("gate"));
        Container container = Container.start(place.launch());
        long run = container.daemon().run("long");
        Deadline.until("it runs", this::begun);
        container.signal("TERM");
        Deadline.until(
                "it is told",
                () -> container.daemon().out().contains("the running jobs have ended"));
        container.signal("TERM");

        assertThat(container.awaitExit()).isZero();
        Container next = Container.start(place.launch());
        Json end = next.daemon().awaitEnd(run);
        assertThat(end.text("state")).isEqualTo("lost");
        assertThat(end.text("reason")).isEqualTo("the container was restarted while it ran");
    }

    @Test
    void the_container_ends_as_the_daemon_does() throws Exception {
        place.write("@every 1s name:often true");
        Container wrong = Container.unattended(place.launch().option("--no-such-option"));
        assertThat(wrong.awaitExit()).isEqualTo(2);

        Container container = Container.start(place.launch());
        Container.send("KILL", container.program());
        assertThat(container.awaitExit()).isEqualTo(KILLED);
    }

    @ParameterizedTest
    @CsvSource({"HUP", "USR2"})
    void a_signal_to_reload_reaches_the_daemon(String signal) throws Exception {
        place.write("@every 1s name:often true");
        Container container = Container.start(place.launch());
        container.signal(signal);
        container.signal("USR1");
        place.write("@every 1s name:new echo x >> $PLACE/new");

        Deadline.until("the new line runs", () -> !place.lines("new").isEmpty());
        assertThat(container.daemon().process().isAlive()).isTrue();
    }

    @Test
    void lines_for_the_start_run_at_each_start_of_the_container_and_not_of_the_daemon()
            throws Exception {
        place.write("@reboot name:boot echo x >> $PLACE/boots");
        for (int start = 1; start <= 2; start++) {
            Container container = Container.start(place.launch());
            container.daemon().awaitEnds("boot", start);
            container.signal("TERM");
            assertThat(container.awaitExit()).isZero();
        }
        RunningDaemon outside = place.start();
        outside.awaitEnds("boot", 3);
        outside.stop();
        RunningDaemon again = place.start();

        assertThat(again.runs("boot")).hasSize(3);
        assertThat(place.lines("boots")).hasSize(3);
    }

    @Test
    void jobs_may_be_interrupted() throws Exception {
        place.write(Place.NEVER + " name:interrupted kill -s INT $$; echo survived");
        Container container = Container.start(place.launch());
        long run = container.daemon().run("interrupted");

        assertThat(container.daemon().awaitEnd(run).number("exit_code")).isEqualTo(INTERRUPTED);
    }

    @Test
    void jobs_have_the_containers_environment_and_write_to_its_log() throws Exception {
        place.write(
                Place.NEVER + " name:hello echo hello $GREETED; echo and goodbye >&2",
                "GREETED=moon",
                Place.NEVER + " name:moon echo hello $GREETED");
        Container container =
                Container.start(
                        place.launch()
                                .with("GREETED", "world")
                                .with("FARCRON_ENV", "inherit")
                                .with("FARCRON_JOB_OUTPUT", "stdout"));
        container.daemon().run("hello");
        container.daemon().run("moon");

        for (String line : new String[] {"hello world", "and goodbye", "hello moon"}) {
            Deadline.until(line, () -> container.daemon().out().contains(line));
        }
    }
}
