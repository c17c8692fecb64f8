package farcron.report;

import static farcron.report.Scene.at;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.After.Need;
import farcron.job.JobKey;
import farcron.job.RunState;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which jobs wait for which, as data, as text and as pictures.
class GraphTest {

    @TempDir Path folder;
    private Scene scene;

    /// A diamond, a handler of failures, a job that waits at its time, and a job alone.
    @BeforeEach
    void set_the_scene() {
        scene = new Scene(folder);
        scene.file(
                "/etc/crontab",
                "0 2 * * * root name:extract /opt/extract",
                "0 0 * * * root name:clean /opt/clean",
                "0 0 * * * root name:load /opt/load",
                "0 0 * * * root name:report /opt/report",
                "0 0 * * * root name:page /opt/page",
                "30 6 * * 1-5 ann name:mail /opt/mail",
                "0 5 * * * root name:alone /opt/alone");
        scene.line(Lines.follower(scene.job("clean"), "extract"));
        scene.line(Lines.follower(scene.job("load"), "extract"));
        scene.line(Lines.follower(scene.job("report"), "clean", "load"));
        scene.line(Lines.followerOfAny(scene.job("page"), "clean@failed", "load@done"));
        scene.line(Lines.waiting(scene.job("mail"), Optional.empty(), "report"));
        scene.ran("extract", RunState.FAILED, at("2026-11-21T02:00"), 3, "exit 3");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Chart chart(Caller caller) {
        return Chart.of(scene.view(caller));
    }

    private Chart chart() {
        return chart(new Caller.Known("root", true));
    }

    private static Caller ann() {
        return new Caller.Known("ann", false);
    }

    @Test
    void as_text_it_is_a_tree_in_which_each_job_grows_once() {
        assertThat(TreeText.of(chart().chains()))
                .isEqualTo(
                        """
                        JOB         STATE   STARTS
                        extract     failed  at 02:00 every day
                          clean     -       after extract
                            report  -       after clean and load
                              mail  -       at 06:30 on Monday to Friday, after report (waits until due again)
                            page    -       when clean has failed or when load is done
                          load      -       after extract
                            report  -       see above
                            page    -       see above
                        """);
    }

    @Test
    void as_dot() {
        assertThat(DotText.of(chart().around(new JobKey("crontab", "page"))))
                .startsWith("digraph farcron {\n")
                .contains(
                        "  \"crontab/extract\" [label=\"extract\\nfailed\", color=red];\n",
                        "  \"crontab/clean\" [label=\"clean\"];\n",
                        "  \"crontab/extract\" -> \"crontab/clean\";\n",
                        "  \"crontab/clean\" -> \"crontab/page\" [label=\"failed\"]"
                                + " [style=dashed];\n")
                .doesNotContain("alone")
                .endsWith("}\n");
    }

    @Test
    void as_mermaid() {
        assertThat(MermaidText.of(chart().chains()))
                .isEqualTo(
                        """
                        flowchart LR
                          j1["extract<br/>failed"]:::bad
                          j2["clean"]
                          j3["load"]
                          j4["report"]
                          j5["page"]
                          j6["mail"]
                          j1 --> j2
                          j1 --> j3
                          j2 --> j4
                          j3 --> j4
                          j2 -.->|failed| j5
                          j3 -.->|done| j5
                          j4 --> j6
                          classDef bad stroke:red
                        """);
    }

    @Test
    @SuppressWarnings("unchecked")
    void as_json_it_has_every_job_and_every_edge() throws Exception {
        scene.open();
        Map<String, Object> json =
                JSON.std.mapFrom(scene.ask("GET", "/graph", "application/json").text());
        assertThat((List<Map<String, Object>>) json.get("jobs"))
                .hasSize(7)
                .first()
                .isEqualTo(
                        Map.of(
                                "name",
                                "extract",
                                "scope",
                                "crontab",
                                "shown",
                                "extract",
                                "target",
                                "local",
                                "state",
                                "failed",
                                "schedule",
                                "0 2 * * *",
                                "schedule_text",
                                "at 02:00 every day",
                                "follower",
                                false));
        assertThat((List<Map<String, Object>>) json.get("edges"))
                .hasSize(7)
                .contains(
                        Map.of(
                                "from", "crontab/clean",
                                "to", "crontab/page",
                                "need", "failed",
                                "any", true),
                        Map.of(
                                "from", "crontab/report",
                                "to", "crontab/mail",
                                "need", "ok",
                                "any", false));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    address                 | accept            | type                                | begins       | why
                    /graph                  | */*               | application/json                    | {"jobs":     | programs ask
                    /graph                  | text/plain        | text/plain; charset=utf-8           | JOB          | people ask
                    /graph                  | text/vnd.graphviz | text/vnd.graphviz; charset=utf-8    | digraph      | by its type
                    /graph?format=dot       | */*               | text/vnd.graphviz; charset=utf-8    | digraph      | by its name
                    /graph?format=mermaid   | text/plain        | text/vnd.mermaid; charset=utf-8     | flowchart LR | the name wins
                    /graph?format=text      | */*               | text/plain; charset=utf-8           | JOB          | the name wins
                    /graph?format=json      | text/plain        | application/json                    | {"jobs":     | the name wins
                    /graph?format=svg       | */*               | text/plain; charset=utf-8           | format is `svg`; there are json | not one of ours
                    /graph?job=nothing      | */*               | text/plain; charset=utf-8           | no job is called | nor that
                    /jobs                   | text/vnd.graphviz | application/json                    | {"jobs":     | no picture of that
                    """)
    void it_has_the_form_that_is_asked_for(
            String address, String accept, String type, String begins, String why) {
        scene.open();
        SocketClient.Answer answer = scene.ask("GET", address, accept);
        assertThat(answer.headers()).containsEntry("content-type", type);
        assertThat(answer.text()).startsWith(begins);
    }

    @Test
    void one_job_brings_what_hangs_together_with_it() {
        assertThat(chart().around(new JobKey("crontab", "mail")).nodes())
                .extracting(Chart.Node::shown)
                .containsExactly("extract", "clean", "load", "report", "page", "mail");
        assertThat(chart().around(new JobKey("crontab", "alone")).nodes())
                .extracting(Chart.Node::shown)
                .containsExactly("alone");
        assertThat(TreeText.of(new Chart(List.of(), List.of())))
                .isEqualTo("no job waits for another one\n");
    }

    @Test
    void of_a_job_of_others_a_user_sees_how_it_ended_and_no_more() {
        Chart own = chart(ann());
        assertThat(own.edges())
                .containsExactly(
                        new Chart.Edge(
                                new JobKey("crontab", "report"),
                                new JobKey("crontab", "mail"),
                                Need.OK,
                                false));
        assertThat(own.nodes()).extracting(Chart.Node::shown).containsExactly("mail", "report");
        assertThat(own.nodes().getLast().schedule()).isEmpty();
        assertThat(own.nodes().getLast().words()).isEmpty();
        assertThat(TreeText.of(own)).doesNotContain("/opt").contains("report  -      -\n");
    }

    /// Its line may have been refused because the other one is not for it.
    @Test
    void a_refused_line_shows_nothing_of_others() {
        scene.line(scene.job("mail").rejected("no"));
        assertThat(chart(ann()).nodes()).extracting(Chart.Node::shown).containsExactly("mail");
        assertThat(chart(ann()).edges()).isEmpty();
    }

    @Test
    void lines_in_a_circle_are_shown_and_the_tree_ends() {
        scene.line(Lines.follower(scene.job("extract"), "report").rejected("a circle"));
        assertThat(TreeText.of(chart().chains()))
                .contains(
                        "extract        rejected  after report\n",
                        "      extract  rejected  see above\n")
                .hasLineCount(10);
    }
}
