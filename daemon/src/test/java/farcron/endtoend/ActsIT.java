package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;

/// What operators do, with the commands that they type.
class ActsIT {

    private static final String USER = Place.self().name();

    /// A tree: the job, a shell below it, and two sleeps, each of which writes its number.
    private static final String TREE =
            "sh -c 'sleep 600 & echo $! >> $PLACE/pids; sleep 600 & echo $! >> $PLACE/pids; echo $$"
                    + " >> $PLACE/pids; wait' & echo $! $$ | tr \" \" \"\\n\" >> $PLACE/pids; wait";

    @RegisterExtension private final Place place = new Place();

    @Test
    void kill_ends_a_run_with_all_its_processes_and_says_who_did_it() throws Exception {
        place.write(Place.NEVER + " name:tree " + TREE);
        RunningDaemon daemon = place.start();
        long run = daemon.run("tree");
        Deadline.until("the tree has grown", () -> place.lines("pids").size() == 5);
        List<String> pids = place.lines("pids");
        assertThat(pids).allMatch(ActsIT::isAlive);

        Launch.Said said = farcron("kill", Long.toString(run));

        assertThat(said.status()).as(said.err()).isZero();
        Json end = daemon.awaitEnd(run);
        assertThat(end.text("state")).isEqualTo("killed");
        assertThat(end.text("reason")).isEqualTo("stopped by " + USER);
        Deadline.until("the whole tree is gone", () -> pids.stream().noneMatch(ActsIT::isAlive));
        Deadline.until("all see it", () -> daemon.job("tree").text("history").equals("k"));
        assertThat(farcron("kill", Long.toString(run)))
                .satisfies(again -> assertThat(again.status()).isEqualTo(1))
                .satisfies(
                        again -> assertThat(again.err()).contains("run " + run + " does not run"));
    }

    @Test
    void a_run_that_does_not_listen_to_sigterm_is_killed_after_a_while() throws Exception {
        place.write(
                Place.NEVER
                        + " name:deaf trap '' TERM; echo $$ > $PLACE/pid; while :; do sleep 1;"
                        + " done");
        RunningDaemon daemon = place.start();
        long run = daemon.run("deaf");
        Deadline.until("it runs", () -> !place.lines("pid").isEmpty());

        daemon.post("/runs/" + run + "/kill");

        assertThat(daemon.awaitEnd(run).text("state")).isEqualTo("killed");
        assertThat(daemon.get("/runs/" + run).number("exit_code")).isEqualTo(128 + 9);
        Deadline.until("it is gone", () -> !isAlive(place.lines("pid").getFirst()));
    }

    @Test
    void a_paused_job_is_skipped_and_runs_again_when_resumed() throws Exception {
        place.write("@every 1s name:often echo x >> $PLACE/often");
        RunningDaemon daemon = place.start();
        daemon.awaitEnds("often", 1);

        assertThat(farcron("pause", "often").out()).isEqualTo(USER + "/often is paused\n");
        Deadline.until(
                "firings are skipped",
                () -> daemon.runs("often").getFirst().text("state").equals("skipped"));
        Deadline.until(
                "the last one before has ended",
                () -> daemon.get("/runs?state=running").list("runs").isEmpty());
        int ran = place.lines("often").size();
        Deadline.until(
                "several of them", () -> daemon.runs("often").getFirst().number("firings") >= 2);
        assertThat(daemon.runs("often").getFirst().text("reason")).isEqualTo("paused by " + USER);
        assertThat(daemon.job("often").text("state")).isEqualTo("paused");
        assertThat(place.lines("often")).hasSize(ran);

        assertThat(farcron("resume", "often").out()).isEqualTo(USER + "/often is resumed\n");
        Deadline.until("it runs again", () -> place.lines("often").size() > ran);
        assertThat(daemon.job("often").text("state")).isNotEqualTo("paused");
    }

    @Test
    void a_pause_lasts_through_a_restart() throws Exception {
        place.write("@every 1s name:often echo x >> $PLACE/often");
        RunningDaemon first = place.start();
        first.post("/jobs/often/pause?for=1h");
        first.kill();
        RunningDaemon second = place.start();

        assertThat(second.job("often").text("state")).isEqualTo("paused");
        assertThat(second.job("often").text("paused_until")).isNotEmpty();
    }

    @Test
    void run_starts_a_job_now_and_its_output_and_reason_are_told() throws Exception {
        place.write(Place.NEVER + " name:by-hand echo some words; exit 9");
        RunningDaemon daemon = place.start();

        Launch.Said said = farcron("run", "by-hand");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out()).matches("run \\d+ of by-hand: running: asked for by .+\n");
        daemon.awaitEnds("by-hand", 1);
        Json run = daemon.runs("by-hand").getFirst();
        assertThat(run.text("trigger")).isEqualTo("manual");
        assertThat(run.number("exit_code")).isEqualTo(9);
        assertThat(farcron("log", "by-hand").out()).isEqualTo("some words\n");
        assertThat(farcron("why", "by-hand").out()).contains("exit 9").contains("some words");
        assertThat(farcron("run", "by-hnad").err()).contains("did you mean by-hand?");
    }

    @Test
    void log_follows_a_run_until_it_ends() throws Exception {
        place.write(Place.NEVER + " name:slow echo begun; " + Place.await("gate") + "; echo ended");
        RunningDaemon daemon = place.start();
        long run = daemon.run("slow");
        Deadline.until("it speaks", () -> daemon.log(run).equals("begun\n"));
        Thread opener = Thread.ofVirtual().start(() -> openGateWhen(daemon, run));

        Launch.Said said = farcron("log", "-f", Long.toString(run));

        assertThat(opener.join(Duration.ofSeconds(5))).isTrue();
        assertThat(said.out()).isEqualTo("begun\nended\n");
    }

    /// As soon as somebody follows: a little before its end is fine as well.
    private void openGateWhen(RunningDaemon daemon, long run) {
        Deadline.until("it runs", () -> daemon.get("/runs/" + run).text("state").equals("running"));
        Deadline.until(
                "the gate opens",
                () -> {
                    place.open("gate");
                    return true;
                });
    }

    private Launch.Said farcron(String... words) throws Exception {
        return place.launch().with("FARCRON_STATE", place.state().toString()).run(words);
    }

    /// A zombie is dead.
    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(process -> process.info().command().isPresent())
                .isPresent();
    }
}
