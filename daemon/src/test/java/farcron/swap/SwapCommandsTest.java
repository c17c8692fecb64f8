package farcron.swap;

import static org.assertj.core.api.Assertions.assertThat;

import farcron.cli.HandbackCommand;
import farcron.cli.SwapHere;
import farcron.cli.TakeoverCommand;
import farcron.crontab.Grammar.Dialect;
import farcron.load.BothCrons;
import farcron.load.Crontabs;
import farcron.load.Reading;
import farcron.os.Accounts;
import farcron.spool.Locations;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;

/// What is typed to swap crons, and what stands in its way.
class SwapCommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path root;
    private PlayedMachine played;
    private boolean asRoot = true;

    @BeforeEach
    void cron_runs() throws IOException {
        played = PlayedMachine.of(root).with("cron", "active", "enabled");
        Files.createDirectories(played.root.resolve("etc/cron.d"));
        Files.createDirectories(played.root.resolve("spool"));
    }

    private int farcron(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Locations places =
                new Locations(
                        played.root.resolve("etc/crontab"),
                        played.root.resolve("etc/cron.d"),
                        played.root.resolve("spool"),
                        played.root.resolve("etc/cron.allow"),
                        played.root.resolve("etc/cron.deny"));
        Crontabs crontabs =
                Crontabs.ofSystem(
                        places, Dialect.DEBIAN, new Accounts(), () -> played.now, _ -> {});
        Reading reading = new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host");
        SwapHere here =
                new SwapHere(
                        asRoot,
                        played.machine(),
                        () -> new BothCrons(crontabs, reading, () -> played.now),
                        () -> played.done.add("goes on to the end"));
        CommandLine command =
                new CommandLine(
                        words[0].equals("takeover")
                                ? new TakeoverCommand(here)
                                : new HandbackCommand(here));
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(Arrays.copyOfRange(words, 1, words.length));
    }

    private String crontab(String name, String text) throws IOException {
        return Files.writeString(played.root.resolve("etc/cron.d").resolve(name), text).toString();
    }

    @Test
    void a_dry_run_tells_the_steps_and_takes_none() {
        assertThat(farcron("takeover", "--dry-run")).isZero();
        assertThat(out.toString())
                .startsWith("what will be done:\n  1. write /etc/pam.d/farcron")
                .contains(". between the seconds 5 and 40 of a minute, stop cron")
                .endsWith(". keep cron from being started: disable and mask it\n");
        assertThat(played.done).isEmpty();
        assertThat(played.root.resolve("etc/pam.d/farcron")).doesNotExist();
    }

    @Test
    void both_ways_end_well() {
        assertThat(farcron("takeover")).isZero();
        assertThat(out.toString()).contains("- start farcron").endsWith("farcron handback\n");
        assertThat(played.done).startsWith("goes on to the end").hasSizeGreaterThan(2);
        assertThat(farcron("takeover")).isZero();
        assertThat(farcron("handback", "--dry-run")).isZero();
        assertThat(played.is("farcron")).isEqualTo("loaded active enabled");
        assertThat(farcron("handback")).isZero();
        assertThat(out.toString())
                .endsWith("the record of farcron stays in " + played.state + "\n");
        assertThat(farcron("handback")).isZero();
    }

    @Test
    void lines_that_farcron_refuses_stand_in_the_way() throws IOException {
        String file = crontab("mine", "* * * * * root pool:none c\n61 * * * * root d\n");
        assertThat(farcron("takeover")).isEqualTo(1);
        assertThat(out.toString()).as("no plan").isEmpty();
        assertThat(err.toString())
                .startsWith(
                        "farcron: farcron does not run these lines:\n  " + file + ":1:16: error")
                .endsWith("\nmend them, or say --anyway to do without them\n");
        assertThat(farcron("takeover", "--dry-run")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(played.done).isEmpty();
        assertThat(farcron("takeover", "--anyway")).isZero();
        assertThat(out.toString())
                .contains("not run by the cron of now: " + file + ":2:1: error: minute is 61")
                .contains("\n" + file + ":1:16: error: ", "\nwhat will be done:\n");
    }

    @Test
    void lines_that_the_other_cron_would_not_run_stand_in_the_way_back() throws IOException {
        farcron("takeover");
        played.done.clear();
        String file = crontab("mine", "* * * * * root name:x c\nafter:x root d\n");
        assertThat(farcron("handback")).isEqualTo(1);
        assertThat(out.toString()).as("no plan").isEmpty();
        assertThat(err.toString())
                .startsWith(
                        "farcron: the other cron would not run these lines:\n  " + file + ":1:16:")
                .contains("  " + file + ":2:1: error: no other cron knows a line without a time")
                .endsWith("them:\n  farcron guard --system " + file + "\n");
        assertThat(played.done).isEmpty();
        assertThat(farcron("handback", "--anyway")).isZero();
    }

    @Test
    void a_task_of_fargate_is_only_told() throws IOException {
        farcron("takeover");
        String file = crontab("mine", "* * * * * root : fargate:x; c\n");
        assertThat(farcron("handback")).isZero();
        assertThat(out.toString()).contains(file + ":1:1: warning: another cron would run");
    }

    @Test
    void a_step_that_fails_is_told_by_the_exit_status() {
        played.broken = "systemctl start farcron";
        assertThat(farcron("takeover")).isEqualTo(1);
        assertThat(out.toString()).endsWith("- all is undone; cron runs as before\n");
    }

    @Test
    void only_root_may() {
        asRoot = false;
        assertThat(farcron("takeover")).isEqualTo(1);
        assertThat(farcron("handback")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "farcron: only root can change which cron this machine has: sudo farcron"
                                + " handback\n");
        assertThat(played.done).isEmpty();
    }
}
