package farcron.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import farcron.CpuTime;
import farcron.crontab.Grammar;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/// The worst that a user can put into a crontab of a megabyte and 10,000 lines costs a bounded time
/// and a bounded memory.
class HostileCrontabTest {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_LINES = 10_000;

    private static final Duration MOST_TIME = Duration.ofSeconds(3);

    /// Where others use the processor's other half, all takes longer; the best counts.
    private static final int MOST_TRIES = 5;

    private static final long MOST_MEMORY = 12 << 20;

    /// Each fills the file as far as it goes.
    private enum Crontab {
        JOBS {
            @Override
            void add(StringBuilder text, int i) {
                text.append("* * * * * ").append("x".repeat(80)).append(i).append('\n');
            }
        },
        SETTINGS_AND_JOBS_IN_TURN {
            @Override
            void add(StringBuilder text, int i) {
                text.append("A").append(i).append("=x\n* * * * * c").append(i).append('\n');
            }
        },
        TASKS_WITH_MANY_VARIABLES {
            @Override
            void add(StringBuilder text, int i) {
                if (i < 5_000) {
                    text.append("A_TOKEN_").append(i).append("=x\n");
                } else {
                    text.append("@daily fargate:f c").append(i).append('\n');
                }
            }
        },
        TASKS_WITH_A_LONG_VALUE {
            @Override
            void add(StringBuilder text, int i) {
                if (i < 4) {
                    text.append("A").append(i).append("=").append("x".repeat(130_000)).append('\n');
                } else {
                    text.append("B=").append(i).append("\n@daily fargate:f c\n");
                }
            }
        },
        TASKS_WITH_TAGS_THAT_MOVE {
            @Override
            void add(StringBuilder text, int i) {
                if (i == 0) {
                    text.append("FARGATE_TAGS=");
                    for (int tag = 0; tag < 50; tag++) {
                        text.append(tag).append('=').append("v".repeat(250)).append(',');
                    }
                    text.append('\n');
                }
                text.append("FARGATE_CLUSTER=c").append(i).append("\n@daily fargate:f c\n");
            }
        },
        LONG_DEFAULTS_AND_MANY_CHANGES {
            @Override
            void add(StringBuilder text, int i) {
                if (i == 0) {
                    text.append("FARCRON_DEFAULTS=\"")
                            .append("tz:UTC ".repeat(18_000))
                            .append("\"\n");
                }
                text.append("A=").append(i).append("\n* * * * * c\n");
            }
        },
        ONE_PROBLEM_EACH {
            @Override
            void add(StringBuilder text, int i) {
                text.append("* * * * * timeout:").append(i).append("x c").append(i).append('\n');
            }
        },
        NAMES_THAT_COLLIDE {
            @Override
            void add(StringBuilder text, int i) {
                String name = "x".repeat(62) + (char) ('a' + i / 26 % 26) + (char) ('a' + i % 26);
                text.append("#Ansible: ").append(name).append("\n* * * * * c\n");
            }
        },
        THE_SAME_LINE {
            @Override
            void add(StringBuilder text, int i) {
                text.append("* * * * * c\n");
            }
        },
        WAITING_FOR_HUNDREDS {
            @Override
            void add(StringBuilder text, int i) {
                text.append("after:a");
                for (int j = 1; j < 100 && i < 8_000 && j <= i % 20; j++) {
                    text.append(",").append(Integer.toString(i * j % 46_000, 36));
                }
                text.append(" c").append(i).append('\n');
            }
        },
        POOLS_IN_TURN {
            @Override
            void add(StringBuilder text, int i) {
                if (i % 20 == 0) {
                    text.append("FARCRON_POOLS=\"x=0,y=1,").append("z ".repeat(300)).append("\"\n");
                }
                text.append("* * * * * pool:y c").append(i).append('\n');
            }
        },
        DRAWS {
            @Override
            void add(StringBuilder text, int i) {
                text.append("~,~,~,~,~,~,~,~ ~,~,~,~,~,~,~ ~ ~ ~ c").append(i).append('\n');
            }
        },
        DATES_THAT_NEVER_COME {
            @Override
            void add(StringBuilder text, int i) {
                text.append("0 0 31 2,4,6,9,11 * c").append(i).append('\n');
            }
        };

        abstract void add(StringBuilder text, int i);

        byte[] content() {
            StringBuilder text = new StringBuilder();
            int before = 0;
            int lines = 0;
            for (int i = 0; ; i++) {
                add(text, i);
                lines += (int) text.chars().skip(before).filter(c -> c == '\n').count();
                if (text.length() > MOST_BYTES || lines > MOST_LINES) {
                    return text.substring(0, before).getBytes(UTF_8);
                }
                before = text.length();
            }
        }
    }

    private static Loaded load(byte[] content) {
        return Loaded.of(
                new CrontabFile(Path.of("/spool/eve"), Grammar.Format.USER, "eve", "eve"),
                content,
                new Reading(
                        Grammar.Dialect.DEBIAN,
                        ZoneId.of("UTC"),
                        "host",
                        Map.of(),
                        FargateSettings.NONE.vouchedFor()),
                Instant.EPOCH);
    }

    @ParameterizedTest
    @EnumSource
    void it_is_read_in_a_bounded_time_and_memory(Crontab crontab) {
        byte[] content = crontab.content();
        load(content);
        long before = used();
        Loaded loaded;
        Duration took;
        int tries = 0;
        do {
            Duration begin = CpuTime.used();
            loaded = load(content);
            took = CpuTime.used().minus(begin);
        } while (took.compareTo(MOST_TIME) >= 0 && ++tries < MOST_TRIES);
        long holds = used() - before;

        assertThat(loaded.jobs()).hasSizeGreaterThan(4_000);
        assertThat(took).isLessThan(MOST_TIME);
        assertThat(holds).isLessThan(MOST_MEMORY);
    }

    /// Of the heap, when all that can be given back was.
    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
