package farcron.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An edit changes what it says and nothing else.
class ReloadIT {

    private static final String KEEPS = Place.NEVER + " name:keeps exit 4";
    private static final String LONG =
            Place.NEVER + " name:long " + Place.await("gate") + "; echo done";
    private static final String GOES = "@every 1s name:goes echo $FARCRON_RUN_ID >> $PLACE/goes";
    private static final String COMES = "@every 1s name:comes echo $FARCRON_RUN_ID >> $PLACE/comes";

    @RegisterExtension private final Place place = new Place();

    private interface Edit {
        void to(String... lines) throws IOException;
    }

    @Test
    void a_crontab_that_is_written_over_counts_at_once() throws Exception {
        place.write(KEEPS, LONG, GOES);
        edited(place.start(), place::write);
    }

    @Test
    void a_crontab_that_is_replaced_counts_at_once() throws Exception {
        place.write(KEEPS, LONG, GOES);
        edited(place.start(), place::replace);
    }

    @Test
    void sighup_has_it_looked_at_where_the_kernel_tells_nothing() throws Exception {
        place.write(KEEPS, LONG, GOES);
        // Of a file behind a symbolic link in another folder no notice comes.
        Path link = Files.createDirectory(place.folder().resolve("links")).resolve("crontab");
        Files.createSymbolicLink(link, place.crontab());
        RunningDaemon daemon = place.launch().crontabs(link).start();
        edited(
                daemon,
                lines -> {
                    place.write(lines);
                    daemon.hangUp();
                });
    }

    private void edited(RunningDaemon daemon, Edit edit) throws IOException {
        long kept = daemon.run("keeps");
        daemon.awaitEnd(kept);
        long untouched = daemon.run("long");
        daemon.awaitEnds("goes", 1);

        edit.to("# moves every line down", COMES, KEEPS, LONG);
        Deadline.until(
                "the table has changed",
                () -> names(daemon).equals(List.of("comes", "keeps", "long")));
        Deadline.until("nothing but long runs", () -> running(daemon).equals(List.of("long")));
        int gone = daemon.runs(Place.self().name() + "/goes").size();
        daemon.awaitEnds("comes", 2);

        assertThat(daemon.runs(Place.self().name() + "/goes")).hasSize(gone);
        assertThat(place.lines("goes")).hasSize(gone);
        Json keeps = daemon.job("keeps");
        assertThat(keeps.text("history")).isEqualTo("x");
        assertThat(keeps.object("last_run").number("id")).isEqualTo(kept);
        assertThat(keeps.number("line")).isEqualTo(4);
        assertThat(daemon.get("/runs/" + untouched).text("state")).isEqualTo("running");
        place.open("gate");
        assertThat(daemon.awaitEnd(untouched).text("state")).isEqualTo("ok");
        assertThat(daemon.log(untouched)).isEqualTo("done\n");
    }

    @Test
    void a_bad_line_costs_itself_and_is_told_with_its_place() throws Exception {
        place.write(COMES);
        RunningDaemon daemon = place.start();
        place.write(COMES, "*/5 25 * * * name:bad true", GOES);
        daemon.hangUp();
        Deadline.until("the new line runs", () -> !daemon.ended("goes").isEmpty());
        daemon.awaitEnds("comes", 2);

        Json file = daemon.get("/").list("files").getFirst();
        assertThat(file.text("path")).isEqualTo(place.crontab().toString());
        assertThat(file.text("ok")).isEqualTo("false");
        assertThat(file.list("problems")).hasSize(1);
        Json problem = file.list("problems").getFirst();
        assertThat(problem.fields())
                .containsAllEntriesOf(Map.of("line", 3, "column", 5, "severity", "error"));
        assertThat(problem.text("what")).contains("25");
        assertThat(problem.text("remedy")).isNotEmpty();
        assertThat(daemon.text("/")).contains("REJECTED " + place.crontab() + ":3:5 ");
        assertThat(daemon.out())
                .contains("event=file_problem file=" + place.crontab() + " line=3 column=5 ");
        assertThat(names(daemon)).contains("comes", "goes");

        place.write(COMES, "*/5 23 * * * name:bad true", GOES);
        Deadline.until(
                "the correction counts",
                () ->
                        daemon.get("/").list("files").getFirst().text("ok").equals("true")
                                && daemon.job("bad").texts("next").size() == 3);
    }

    private static List<String> names(RunningDaemon daemon) throws IOException {
        return daemon.get("/jobs").list("jobs").stream().map(job -> job.text("name")).toList();
    }

    private static List<String> running(RunningDaemon daemon) throws IOException {
        return daemon.get("/runs?state=running").list("runs").stream()
                .map(run -> run.text("job"))
                .filter(job -> !job.equals("comes"))
                .toList();
    }
}
