package farcron.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class ShadowRecordTest {

    private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir private Path folder;

    private static Line line(String command, Standing standing) {
        return new Line("ann", command, "ann/x", "/var/spool/cron/ann:3", standing);
    }

    private List<Fact> read() throws IOException {
        List<Fact> facts = new ArrayList<>();
        ShadowRecord.read(ShadowRecord.in(folder), facts::add);
        return facts;
    }

    @Test
    void all_that_is_written_is_read_again() throws IOException {
        Line compared = line("a", new Standing.Compared(Duration.ofMinutes(3), "a remark"));
        Line plain = line("b", new Standing.Compared(Duration.ZERO, ""));
        List<Fact> facts =
                List.of(
                        new Fact.Begun(AT),
                        new Fact.Lines(
                                AT,
                                List.of(
                                        compared,
                                        plain,
                                        line("c", new Standing.AtBoot()),
                                        line("d", new Standing.Unjudged("it is quiet")),
                                        line("e", new Standing.Ignored("its file is")),
                                        line("f", new Standing.Rejected("a circle"))),
                                true),
                        new Fact.Would(AT.plusSeconds(60), plain),
                        new Fact.Ran(AT.plusSeconds(61), "ann", "b", true),
                        new Fact.Ran(AT.plusSeconds(62), "ann", "a long", false),
                        new Fact.CronStarted(AT.plusSeconds(63), false),
                        new Fact.CronStarted(AT.plusSeconds(63), true),
                        new Fact.Ended(AT.plusSeconds(90)));
        try (ShadowRecord record = ShadowRecord.open(ShadowRecord.in(folder))) {
            facts.forEach(record::add);
        }

        assertThat(read()).isEqualTo(facts);
    }

    @Test
    void a_line_cut_off_by_a_crash_costs_nothing_else() throws IOException {
        Path path = ShadowRecord.in(folder);
        try (ShadowRecord record = ShadowRecord.open(path)) {
            record.add(new Fact.Begun(AT));
        }
        Files.writeString(path, "ran\t2026-11-21T08:0", StandardOpenOption.APPEND);
        try (ShadowRecord record = ShadowRecord.open(path)) {
            record.add(new Fact.Begun(AT.plusSeconds(3600)));
        }

        assertThat(read())
                .containsExactly(new Fact.Begun(AT), new Fact.Begun(AT.plusSeconds(3600)));
    }

    @Test
    void two_shadows_do_not_write_one_record() throws IOException {
        Path path = ShadowRecord.in(folder);
        try (ShadowRecord _ = ShadowRecord.open(path)) {
            assertThatThrownBy(() -> ShadowRecord.open(path).close())
                    .hasMessageContaining("another shadow writes it");
        }
    }

    @Test
    void a_shadow_that_was_killed_ends_with_what_it_has_seen() throws IOException {
        Line line = line("b", new Standing.Compared(Duration.ZERO, ""));
        Judge judge = new Judge(_ -> {});
        judge.take(new Fact.Begun(AT));
        judge.take(new Fact.Lines(AT, List.of(line), false));
        judge.take(new Fact.Would(AT.plusSeconds(60), line));
        judge.take(new Fact.Begun(AT.plusSeconds(9000)));
        judge.take(new Fact.Ended(AT.plusSeconds(9900)));

        Summary summary = judge.summary();
        assertThat(summary.others()).hasSize(1);
        assertThat(summary.others().getFirst().kind()).isEqualTo(Verdict.Kind.UNJUDGED);
    }
}
