package farcron.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.job.After.Need;
import farcron.job.JobKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Pictures show names as they are, and no name can draw anything.
class HostileNamesTest {

    @TempDir private Path folder;

    /// No name of a job holds such characters, but scopes may: a directory's accounts do.
    private static Chart hostile() {
        String scope = "CORP\\ann \"x\" <b>&amp;é#1;%%{init}%% `~` [a](b):--> \\";
        JobKey from = new JobKey(scope, "a");
        JobKey to = new JobKey(scope, "_b_\"];}\\");
        return new Chart(
                List.of(node(from), node(to)), List.of(new Chart.Edge(from, to, Need.OK, false)));
    }

    private static Chart.Node node(JobKey key) {
        return new Chart.Node(key, key.toString(), "local", "ok", false, false, "", "");
    }

    @Test
    void no_name_can_break_out_of_a_mermaid_label() {
        String text = MermaidText.of(hostile());
        assertThat(text.lines().toList())
                .hasSize(5)
                .element(1)
                .isEqualTo(
                        "  j1[\"CORP#92;ann #34;x#34; #60;b#62;#38;amp#59;é#35;1#59;"
                                + "#37;#37;#123;init#125;#37;#37; #96;#126;#96;"
                                + " #91;a#93;#40;b#41;#58;--#62; #92;/a<br/>ok\"]");
        assertThat(MermaidText.label("_b_")).as("no emphasis").isEqualTo("#95;b#95;");
        assertThat(MermaidText.label("---")).as("no rule").isEqualTo("#45;#45;#45;");
        assertThat(MermaidText.label("1.")).as("no list").isEqualTo("1#46;");
        assertThat(MermaidText.label("a-1.b")).as("readable").isEqualTo("a-1.b");
    }

    @Test
    void no_name_can_break_out_of_a_dot_string() {
        assertThat(DotText.of(hostile()))
                .contains(
                        "  \"CORP\\\\ann \\\"x\\\" <b>&amp;é#1;%%{init}%% `~` [a](b):--> \\\\/a\""
                                + " [label=\"CORP\\\\ann \\\"x\\\" <b>&amp;amp;é#1;%%{init}%% `~`"
                                + " [a](b):--> \\\\/a\\nok\"];\n");
    }

    @Test
    void graphviz_draws_names_as_they_are() throws Exception {
        Path source = Files.writeString(folder.resolve("hostile.dot"), DotText.of(hostile()));
        Optional<Process> dot = start("dot", "-Tsvg", source.toString());
        assumeTrue(dot.isPresent(), "needs Graphviz: there is no program `dot`");
        String svg = new String(dot.get().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(dot.get().waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(dot.get().exitValue()).as(svg).isZero();
        assertThat(svg.replace("&#45;", "-"))
                .contains(
                        ">CORP\\ann &quot;x&quot; &lt;b&gt;&amp;amp;é#1;%%{init}%% `~`"
                                + " [a](b):--&gt; \\/a</text>")
                .contains("\\/_b_&quot;];}\\</text>");
    }

    private static Optional<Process> start(String... command) {
        try {
            return Optional.of(new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
