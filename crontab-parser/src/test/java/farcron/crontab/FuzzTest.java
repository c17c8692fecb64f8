package farcron.crontab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random and mutated files: the reader returns, and what it says is about the file.
class FuzzTest {

    private static final int ROUNDS = 100_000;
    private static final List<String> SAMPLES =
            List.of(
                    "A=b\n#Ansible: x\n*/5 1-3,jan * feb-mar/2 fri-sun c%d\\%e\n",
                    "0 2 * * * : name:x when:\"test -e /x\" timeout:3m; nice -n 5 /x\n",
                    "after:x@ok,y name:z -n cd / && [ -x /y ] || flock -n /l /y\n",
                    "-@daily root -q -s echo \"$(date +%F)\"\r\n~ 3~5 ~/2 4~ ~5 c\n",
                    "@every 1h30m user retry:3 http://x/%20\n'A B' = \"c\" \n",
                    "* * * * * * *\n0 0 30 2 *\n5/10 ? L 15W 1#2 H $\n");

    @Test
    void no_bytes_upset_the_reader() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        RecordedVectorsTest.vectors()
                .forEach(vector -> seeds.add(LosslessText.encode(vector.input())));
        SAMPLES.forEach(sample -> seeds.add(sample.getBytes(StandardCharsets.UTF_8)));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> read(seeds, new Random(42)));
    }

    private static void read(List<byte[]> seeds, Random random) {
        Grammar[] grammars = {
            Reading.USER,
            Reading.SYSTEM,
            Reading.CRONIE,
            Reading.grammar(Grammar.Format.SYSTEM, Grammar.Dialect.CRONIE)
        };
        for (int i = 0; i < ROUNDS; i++) {
            byte[] content = content(seeds, random);
            check(content, Crontab.parse("f", content, grammars[i % grammars.length]));
        }
    }

    private static byte[] content(List<byte[]> seeds, Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] content = seeds.get(random.nextInt(seeds.size())).clone();
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        for (int changes = random.nextInt(6); changes > 0 && content.length > 0; changes--) {
            int at = random.nextInt(content.length);
            content[at] =
                    switch (random.nextInt(3)) {
                        case 0 -> (byte) random.nextInt(256);
                        case 1 -> (byte) "*/-,~@%:;\"' \t\n=0123456789".charAt(random.nextInt(25));
                        default -> other.length == 0 ? 0 : other[random.nextInt(other.length)];
                    };
        }
        return content;
    }

    private static void check(byte[] content, Crontab crontab) {
        String[] lines = LosslessText.decode(content).split("\n", -1);
        for (Problem problem : crontab.problems()) {
            checkInside(problem.position(), lines);
            assertThat(problem.what()).isNotBlank().doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
            assertThat(problem.remedy()).isNotBlank().doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
        }
        for (CrontabJob job : crontab.jobs()) {
            checkInside(job.position(), lines);
            assertThat(job.name().text()).matches("[A-Za-z0-9_.-]{1,64}");
        }
        assertThat(crontab.jobs()).extracting(job -> job.name().text()).doesNotHaveDuplicates();
    }

    private static void checkInside(Position position, String[] lines) {
        assertThat(position.line()).isBetween(1, lines.length);
        String line = lines[position.line() - 1];
        assertThat(position.column()).isBetween(1, line.codePointCount(0, line.length()) + 1);
    }
}
