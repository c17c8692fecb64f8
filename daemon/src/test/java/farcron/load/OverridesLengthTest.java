package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;

import farcron.job.JobTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long a line for Fargate may be. Compared with the JSON that such a request really is.
class OverridesLengthTest {

    private static final String UPSTREAMS = "0 1 * * * name:a c¶0 1 * * * name:a-long-one c¶";

    private final Tasks tasks =
            new Tasks("", new FargateSettings(false, FargateSettings.NONE.place(), Grants.NONE));

    /// The bytes of the overrides of `s/j`, as ECS gets them at most.
    private static int length(String command, Map<String, String> own, Map<String, Object> more)
            throws IOException {
        return length("sh", List.of("/bin/sh", "-c", command), own, more, "");
    }

    private static int length(
            String container,
            List<String> command,
            Map<String, String> own,
            Map<String, Object> more,
            String upstream)
            throws IOException {
        Map<String, String> environment = new TreeMap<>(own);
        environment.put("FARCRON_JOB", "s/j");
        environment.put("FARCRON_RUN_ID", "9223372036854775807");
        environment.put("FARCRON_SCHEDULED_AT", "2026-03-08T02:00:00+01:00");
        environment.put("FARCRON_ATTEMPT", "2147483647");
        environment.put(
                "FARCRON_WAVE",
                (upstream.isEmpty() ? "s/j" : "s/a-long-one") + "@2026-03-08T02:00:00.123456789Z");
        if (!upstream.isEmpty()) {
            environment.put("FARCRON_UPSTREAM", upstream);
        }
        List<Map<String, String>> variables =
                environment.entrySet().stream()
                        .map(it -> Map.of("name", it.getKey(), "value", it.getValue()))
                        .toList();
        Map<String, Object> overrides = new LinkedHashMap<>();
        overrides.put(
                "containerOverrides",
                List.of(Map.of("name", container, "command", command, "environment", variables)));
        overrides.putAll(more);
        return JSON.std.asString(overrides).getBytes(StandardCharsets.UTF_8).length;
    }

    private void assertFits(String head, String words, String filling, int room) {
        String line = head + "0 2 * * * root name:j fargate:f " + words + " c";

        String full =
                line + filling.repeat(room / unit(filling)) + "x".repeat(room % unit(filling));

        assertThat(errors(full)).as("8192").isEmpty();
        assertThat(errors(full + "x"))
                .as("8193")
                .containsExactly(
                        "F:%d:1: error: command and variables of the line may come to more than"
                                        .formatted(head.split("¶", -1).length)
                                + " the 8192 characters that ECS takes; put the command into the"
                                + " image, or have it read its values from a file");
    }

    /// How many bytes of JSON a letter is.
    private static int unit(String letter) {
        try {
            return JSON.std.asString(letter).getBytes(StandardCharsets.UTF_8).length - 2;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private List<String> errors(String crontab) {
        return tasks.problems(crontab).stream().filter(it -> it.contains(": error: ")).toList();
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    filling | why
                    x       | a letter
                    "       | two characters of JSON
                    \\      | the same
                    é       | two bytes
                    €       | three bytes
                    𝄞       | four bytes
                    """)
    void a_command_may_be_so_long_and_no_longer(String filling, String why) throws IOException {
        assertFits("FARGATE_CONTAINER=sh¶", "", filling, 8192 - length("c", Map.of(), Map.of()));
    }

    @Test
    void the_variables_of_the_crontab_count_if_the_task_gets_them() throws IOException {
        assertFits(
                "FARGATE_CONTAINER=sh¶PATH=/bin:/usr/bin¶MAILTO=ann¶STAGE=prod¶TAB=a"
                        + "\tb¶FARCRON_JOB=x¶",
                "",
                "x",
                8192 - length("c", Map.of("STAGE", "prod", "TAB", "a\tb"), Map.of()));
    }

    @Test
    void so_do_size_and_roles() throws IOException {
        String role = "arn:aws:iam::123456789012:role/x";
        Map<String, Object> more =
                Map.of(
                        "cpu",
                        "1024",
                        "memory",
                        "8192",
                        "ephemeralStorage",
                        Map.of("sizeInGiB", 30),
                        "taskRoleArn",
                        role,
                        "executionRoleArn",
                        role);
        assertFits(
                "FARGATE_CONTAINER=sh¶FARGATE_EPHEMERAL_STORAGE=30¶FARGATE_TASK_ROLE=%s¶"
                                .formatted(role)
                        + "FARGATE_EXECUTION_ROLE=%s¶".formatted(role),
                "cpu:1 mem:8G",
                "x",
                8192 - length("c", Map.of(), more));
    }

    @Test
    void the_names_of_those_it_waits_for_count() throws IOException {
        List<String> command = List.of("/bin/sh", "-c", "c");
        String ends = "a=running,a-long-one=running";
        int length = length("sh", command, Map.of(), Map.of(), ends);

        assertFits(
                "FARGATE_CONTAINER=sh¶" + UPSTREAMS.replace("* * * ", "* * * root "),
                "after:a,a-long-one@failed",
                "x",
                8192 - length);
    }

    @Test
    void a_container_that_is_not_named_may_have_the_longest_name() throws IOException {
        List<String> command = List.of("/bin/sh", "-c", "c");
        int length = length("n".repeat(255), command, Map.of(), Map.of(), "");

        assertFits("", "", "x", 8192 - length);
    }

    @Test
    void without_a_shell_the_words_count() throws IOException {
        List<String> command = List.of("run", "a b", "c");
        int length = length("sh", command, Map.of(), Map.of(), "");

        assertFits("FARGATE_CONTAINER=sh¶FARGATE_SHELL=none¶", "run 'a b'", "x", 8192 - length);
    }

    @Test
    void one_value_that_is_longer_than_all_is_enough() {
        assertThat(errors("BIG=" + "x".repeat(9000) + "¶@daily root fargate:f c")).hasSize(1);
        assertThat(errors("BIG=" + "x".repeat(9000) + "¶@daily root c")).isEmpty();
    }

    @Test
    void who_waits_for_a_line_that_is_too_long_does_not_run_either() {
        JobTable table =
                tasks.table(
                        "BIG=%s¶@daily root name:a fargate:f c¶after:a root name:b c"
                                .formatted("x".repeat(9000)));

        assertThat(table.jobs()).hasSize(2).noneMatch(job -> job.runs());
    }
}
