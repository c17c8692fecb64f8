package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.job.Job;
import farcron.job.Limits;
import farcron.job.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How much of the machine `cpu:` and `mem:` let a line's runs have.
class LimitWordsTest {

    private static final Reading HERE = new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host");

    private static Loaded load(Reading reading, String crontab) {
        return Loaded.of(
                new CrontabFile(Path.of("/t"), Format.USER, "root", "root"),
                (crontab.replace('¶', '\n') + "\n").getBytes(StandardCharsets.UTF_8),
                reading,
                Instant.EPOCH);
    }

    private static List<String> problems(Loaded loaded) {
        return loaded.file().problems().stream().map(problem -> problem.line("F")).toList();
    }

    private static Limits limits(Job job) {
        return ((Target.Local) job.target()).limits();
    }

    private static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    words                | cpu    | memory   | why
                    mem:512M             | -      | 512      | in MiB
                    mem:8G               | -      | 8192     | in GiB
                    mem:300M             | -      | 300      | not only what Fargate has
                    mem:4M               | -      | 4        | the least
                    mem:4096K            | -      | 4        | the same
                    mem:5000K            | -      | 5        | whole MiB, so that it is enough
                    mem:2T               | -      | 2097152  | in TiB
                    mem:64T              | -      | 67108864 | the most
                    mem:8GiB             | -      | 8192     | the same word as for tasks
                    mem:8gb              | -      | 8192     | the same
                    cpu:2                | 2048   | -        | cores
                    cpu:.5               | 512    | -        | half a core
                    cpu:1.5              | 1536   | -        | not only what Fargate has
                    cpu:31               | 31744  | -        | cores: nobody means so few units
                    cpu:64vcpu           | 65536  | -        | cores, as they are called so
                    cpu:256              | 256    | -        | units: a quarter of a core
                    cpu:512              | 512    | -        | units
                    cpu:3000             | 3000   | -        | units, any number
                    cpu:.000001          | 1      | -        | the least there is
                    cpu:1 mem:1G         | 1024   | 1024     | both
                    cpu:8 mem:64M        | 8192   | 64       | any pair, unlike on Fargate
                    """)
    void a_line_on_this_machine_may_have(String words, Integer cpu, Integer memory, String why) {
        Loaded loaded = load(HERE, "@daily %s true".formatted(words));

        assertThat(problems(loaded)).isEmpty();
        assertThat(limits(loaded.jobs().getFirst()))
                .isEqualTo(new Limits(optional(memory), optional(cpu)));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    word        | problem                                                                                                                                          | why
                    mem:512     | F:1:8: error: mem:512 has no unit; write mem:512M or mem:512G                                                                                    | of what?
                    mem:much    | F:1:8: error: mem:much is no amount of memory; write a whole number and K, M, G or T, such as mem:512M or mem:8G                                 | no number
                    mem:1.5G    | F:1:8: error: mem:1.5G is no amount of memory; write a whole number and K, M, G or T, such as mem:512M or mem:8G                                 | there is M for that
                    mem:-1G     | F:1:8: error: mem:-1G is no amount of memory; write a whole number and K, M, G or T, such as mem:512M or mem:8G                                  | less than nothing
                    mem:1E      | F:1:8: error: mem:1E is no amount of memory; write a whole number and K, M, G or T, such as mem:512M or mem:8G                                   | no unit that anybody has
                    mem:0G      | F:1:8: error: mem:0G is too little to run anything; write an amount from mem:4M to mem:64T, such as mem:512M or mem:8G                           | nothing
                    mem:3M      | F:1:8: error: mem:3M is too little to run anything; write an amount from mem:4M to mem:64T, such as mem:512M or mem:8G                           | no shell starts
                    mem:4095K   | F:1:8: error: mem:4095K is too little to run anything; write an amount from mem:4M to mem:64T, such as mem:512M or mem:8G                        | rounding does not help
                    mem:65T     | F:1:8: error: mem:65T is more than any machine has; write an amount from mem:4M to mem:64T, such as mem:512M or mem:8G                           | a slip
                    mem:999999999T | F:1:8: error: mem:999999999T is more than any machine has; write an amount from mem:4M to mem:64T, such as mem:512M or mem:8G                | it does not turn round
                    cpu:0       | F:1:8: error: cpu:0 is no amount of processors; write cores, such as cpu:2 or cpu:.5, or from 256 on units of 1/1024 of one                      | nothing
                    cpu:half    | F:1:8: error: cpu:half is no amount of processors; write cores, such as cpu:2 or cpu:.5, or from 256 on units of 1/1024 of one                   | no number
                    cpu:32      | F:1:8: error: cpu:32 may mean cores, or units of 1/1024 of one; write cpu:32vcpu, or cpu:0.031                                                   | there are such machines
                    cpu:128     | F:1:8: error: cpu:128 may mean cores, or units of 1/1024 of one; write cpu:128vcpu, or cpu:0.125                                                 | and containers of so few units
                    """)
    void an_amount_that_means_nothing_is_an_error_of_its_line(
            String word, String problem, String why) {
        Loaded loaded = load(HERE, "@daily %s true".formatted(word));

        assertThat(problems(loaded)).containsExactly(problem);
        assertThat(loaded.jobs()).noneMatch(Job::runs);
    }

    @Test
    void a_line_without_the_words_is_not_limited() {
        assertThat(limits(load(HERE, "@daily true").jobs().getFirst())).isEqualTo(Limits.NONE);
    }

    @Test
    void defaults_hold_for_lines_here_and_on_fargate_alike() {
        Loaded loaded =
                load(
                        HERE,
                        "FARGATE_SUBNETS=subnet-1¶FARCRON_DEFAULTS=\"mem:2G cpu:1\"¶@daily a¶"
                                + "@daily mem:300M b¶@daily fargate:f c");

        assertThat(problems(loaded)).isEmpty();
        assertThat(limits(loaded.jobs().get(0)).words()).isEqualTo("mem:2G cpu:1");
        assertThat(limits(loaded.jobs().get(1)).words()).isEqualTo("mem:300M cpu:1");
        Target.Fargate task = (Target.Fargate) loaded.jobs().get(2).target();
        assertThat(task.size().memory()).hasValue(2048);
    }

    @Test
    void a_default_that_is_no_size_of_a_task_refuses_the_lines_for_fargate_only() {
        Loaded loaded =
                load(
                        HERE,
                        "FARGATE_SUBNETS=subnet-1¶FARCRON_DEFAULTS=mem:300M¶@daily a¶"
                                + "@daily fargate:f b¶@daily fargate:f mem:1G c");

        assertThat(problems(loaded))
                .containsExactly(
                        "F:2:1: error: mem:300M is no size of a task on Fargate; write mem:512M,"
                                + " or give each line with fargate: its own mem:");
        assertThat(loaded.jobs()).extracting(Job::runs).containsExactly(true, false, true);
        assertThat(limits(loaded.jobs().getFirst()).memory()).hasValue(300);
    }

    @Test
    void where_nothing_holds_runs_to_it_that_is_said_once_a_file() {
        Reading loose =
                HERE.holding(
                        Optional.of(
                                new Unenforced(
                                        "there is no cgroup v2 here", "boot with cgroup v2")));

        Loaded loaded = load(loose, "@daily a¶@daily cpu:2 b¶@daily mem:8G c");

        assertThat(problems(loaded))
                .containsExactly(
                        "F:2:8: warning: cpu:2 only decides when runs start, and nothing holds"
                                + " them to it: there is no cgroup v2 here; boot with cgroup v2");
        assertThat(loaded.jobs()).allMatch(Job::runs);
        assertThat(limits(loaded.jobs().getLast()).memory()).hasValue(8192);
        assertThat(
                        problems(
                                load(
                                        loose,
                                        "@daily a¶FARGATE_SUBNETS=subnet-1¶@daily fargate:f mem:1G"
                                                + " b")))
                .as("of no concern to tasks")
                .isEmpty();
    }
}
