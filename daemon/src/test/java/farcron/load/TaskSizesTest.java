package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.crontab.Problem;
import farcron.job.Target;
import farcron.job.TaskSize;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalInt;

/// How large a task `cpu:` and `mem:` ask for.
class TaskSizesTest {

    private static Loaded load(String words) {
        String crontab = "FARGATE_SUBNETS=subnet-1\n@daily fargate:f %s true\n".formatted(words);
        return Loaded.of(
                new CrontabFile(Path.of("/t"), Format.USER, "root", "root"),
                crontab.getBytes(StandardCharsets.UTF_8),
                new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host"),
                Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    words                 | cpu   | memory | why
                    cpu:256 mem:512M      | 256   | 512    | the smallest
                    cpu:256 mem:2G        | 256   | 2048   | a quarter's most
                    cpu:.25 mem:1G        | 256   | 1024   | in cores
                    cpu:0.25              | 256   | -      | the definition says how much memory
                    cpu:0.5 mem:4G        | 512   | 4096   | half a core
                    cpu:1 mem:2G          | 1024  | 2048   | one core, and not one unit
                    cpu:1.0 mem:2G        | 1024  | 2048   | the same
                    cpu:1vcpu mem:8G      | 1024  | 8192   | in AWS's words
                    cpu:1024vCPU          | -     | -      | which are cores
                    cpu:2048 mem:16G      | 2048  | 16384  | in units
                    cpu:4 mem:30G         | 4096  | 30720  | four cores' most
                    cpu:8 mem:60G         | 8192  | 61440  | eight cores' most
                    cpu:16 mem:120G       | 16384 | 122880 | the largest
                    cpu:16384 mem:32G     | 16384 | 32768  | the least for it
                    mem:8G                | -     | 8192   | the definition says how many cores
                    mem:8192M             | -     | 8192   | the same
                    mem:8GiB              | -     | 8192   | the same
                    mem:8gb               | -     | 8192   | the same
                    """)
    void a_task_has(String words, Integer cpu, Integer memory, String why) {
        Loaded loaded = load(words);
        TaskSize size = ((Target.Fargate) loaded.jobs().getFirst().target()).size();

        assertThat(size)
                .isEqualTo(new TaskSize(optional(cpu), optional(memory), OptionalInt.empty()));
        assertThat(loaded.file().ok()).isEqualTo(cpu != null || memory != null);
    }

    private static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    words             | problem                                                                                                                                   | why
                    cpu:3             | F:2:18: error: cpu:3 is no size of a task on Fargate; write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores cpu:.25, .5, 1, 2, 4, 8 or 16 | no such number of cores
                    cpu:0             | F:2:18: error: cpu:0 is no size of a task on Fargate; write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores cpu:.25, .5, 1, 2, 4, 8 or 16 | none
                    cpu:32            | F:2:18: error: cpu:32 is no size of a task on Fargate; write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores cpu:.25, .5, 1, 2, 4, 8 or 16 | units, and too few
                    cpu:1000          | F:2:18: error: cpu:1000 is no size of a task on Fargate; write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores cpu:.25, .5, 1, 2, 4, 8 or 16 | units are 1/1024
                    cpu:two           | F:2:18: error: cpu:two is no size of a task on Fargate; write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores cpu:.25, .5, 1, 2, 4, 8 or 16 | no number
                    cpu:.             | F:2:18: error: cpu:. is no size of a task on Fargate; write cpu:256, 512, 1024, 2048, 4096, 8192 or 16384, or in cores cpu:.25, .5, 1, 2, 4, 8 or 16 | no digit
                    mem:8192          | F:2:18: error: mem:8192 is no amount of memory; write a number and M or G, such as mem:512M or mem:8G                                     | of what?
                    mem:0.5G          | F:2:18: error: mem:0.5G is no amount of memory; write a number and M or G, such as mem:512M or mem:8G                                     | whole numbers
                    mem:lots          | F:2:18: error: mem:lots is no amount of memory; write a number and M or G, such as mem:512M or mem:8G                                     | no number
                    mem:500M          | F:2:18: error: mem:500M is no size of a task on Fargate; write mem:512M                                                                   | the nearest
                    mem:31G           | F:2:18: error: mem:31G is no size of a task on Fargate; write mem:30G                                                                     | only in steps
                    mem:999999G       | F:2:18: error: mem:999999G is no size of a task on Fargate; write mem:120G                                                                | too much
                    cpu:1 mem:16G     | F:2:24: error: mem:16G is no size of a task with cpu:1024; write mem:8G, the nearest of 2G to 8G in steps of 1G, or another cpu:          | too much for it
                    cpu:8 mem:8G      | F:2:24: error: mem:8G is no size of a task with cpu:8192; write mem:16G, the nearest of 16G to 60G in steps of 4G, or another cpu:        | too little for it
                    cpu:8 mem:18G     | F:2:24: error: mem:18G is no size of a task with cpu:8192; write mem:16G, the nearest of 16G to 60G in steps of 4G, or another cpu:       | between two
                    cpu:.25 mem:3G    | F:2:26: error: mem:3G is no size of a task with cpu:256; write mem:2G, the nearest of 512M, 1G and 2G, or another cpu:                    | too much for it
                    mem:3G cpu:.25    | F:2:18: error: mem:3G is no size of a task with cpu:256; write mem:2G, the nearest of 512M, 1G and 2G, or another cpu:                    | in any order
                    """)
    void a_size_that_there_is_not_is_told_with_its_remedy(
            String words, String problem, String why) {
        assertThat(load(words).file().problems())
                .extracting((Problem it) -> it.line("F"))
                .containsExactly(problem);
        assertThat(load(words).jobs().getFirst().runs()).isFalse();
    }
}
