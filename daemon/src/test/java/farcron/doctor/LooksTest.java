package farcron.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.Samples;
import farcron.job.JobTable;
import farcron.os.ClockState;
import farcron.os.ControlGroups;
import farcron.os.DiskRoom;
import farcron.spool.Locations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Each look, at a machine that a test has made.
class LooksTest extends Looking {

    private static final String NOT_THERE = "";

    private static JobTable table(String crontab) {
        return Samples.table(crontab, ZoneId.of("UTC"));
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    localtime                           | timezone      | TZ            | found                                                                                                                                        | why
                    /usr/share/zoneinfo/Europe/Madrid   | Europe/Madrid |               | ok time zone: Europe/Madrid                                                                                                                  | all agree
                    ../usr/share/zoneinfo/Europe/Madrid |               |               | ok time zone: Europe/Madrid                                                                                                                  | as on Red Hat
                    /usr/share/zoneinfo/Europe/Madrid   | Etc/UTC       |               | warn time zone: /etc/localtime is Europe/Madrid, and /etc/timezone says Etc/UTC; type: timedatectl set-timezone Europe/Madrid               | whom do programs ask?
                    /usr/share/zoneinfo/Europe/Madrid   |               | Asia/Tokyo    | note time zone: TZ is Asia/Tokyo for you, and Europe/Madrid for the machine, whose zone the daemon takes                                     | what you see is not what counts
                    /usr/share/zoneinfo/Europe/Madrid   |               | :Europe/Madrid | ok time zone: Europe/Madrid                                                                                                                 | a form of the C library's
                                                        |               |               | note time zone: there is no /etc/localtime, which means UTC                                                                                  | as in a container
                    """)
    void the_time_zone(String localtime, String timezone, String variable, String found, String why)
            throws IOException {
        Files.createDirectories(root.resolve("usr/share/zoneinfo"));
        if (localtime != null) {
            link("/etc/localtime", localtime.startsWith("/") ? root + localtime : localtime);
        }
        if (timezone != null) {
            write("/etc/timezone", timezone + "\n");
        }
        Map<String, String> environment = variable == null ? Map.of() : Map.of("TZ", variable);

        assertThat(found(new ZoneLook(premises(environment)))).containsExactly(found);
    }

    @Test
    void without_zones_jobs_see_utc() {
        assertThat(found(new ZoneLook(premises())).getFirst())
                .startsWith("warn")
                .contains("tzdata");
    }

    @ParameterizedTest
    @EnumSource
    void the_clock(ClockState state) {
        String level =
                switch (state) {
                    case KEPT_RIGHT -> "ok";
                    case FREE -> "warn";
                    case UNKNOWN -> "note";
                };
        assertThat(found(new ClockLook(state)).getFirst()).startsWith(level + " clock: ");
    }

    @Test
    void the_kernel_knows_whether_the_clock_is_kept_right() {
        assertThat(ClockState.now()).isIn(ClockState.KEPT_RIGHT, ClockState.FREE);
    }

    @Test
    void a_mistake_in_the_settings_is_told_with_its_remedy() {
        assertThat(found(new SettingsLook(List.of("stat is no setting; did you mean state?"))))
                .containsExactly("FAIL settings: stat is no setting; did you mean state?");
        assertThat(found(new SettingsLook(List.of())).getFirst()).startsWith("ok");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    cron.d    | spool     | state     | level | why
                    rwxr-xr-x | rwx------ | rwx------ | ok    | as it should be
                    rwxrwxr-x | rwx------ | rwx------ | FAIL  | a group could have root run anything
                    rwxr-xr-x | rwxrwx--- | rwx------ | FAIL  | so it could there, without the sticky bit
                    rwxr-xr-x | rwxrwxrwx | rwx------ | FAIL  | or everybody
                    rwxr-xr-x | rwx------ | rwxr-xr-x | FAIL  | output of jobs is nobody else's
                    """)
    void folders_of_roots_are_closed(
            String cronD, String spool, String state, String level, String why) throws IOException {
        assumeTrue(
                Files.getAttribute(root, "unix:uid").equals(0),
                "SKIPPED: only root has folders that are root's");
        Locations here =
                new Locations(
                        root.resolve("crontab"),
                        root.resolve("cron.d"),
                        root.resolve("spool"),
                        root.resolve("allow"),
                        root.resolve("deny"));
        mode(Files.createDirectory(here.cronD()), cronD);
        mode(Files.createDirectory(here.spool()), spool);
        mode(Files.createDirectory(root.resolve("state")), state);

        assertThat(found(new FolderLook(here, root.resolve("farcron.conf"), root.resolve("state"))))
                .as(why)
                .singleElement()
                .matches(it -> it.startsWith(level + " folders: "));
    }

    @Test
    void what_is_wrong_in_crontabs_is_told() {
        JobTable table = table("* * * * * a\n99 * * * * b\n");

        assertThat(found(new CrontabLook(table, root)))
                .singleElement()
                .matches(it -> it.startsWith("FAIL crontabs: /test/crontab:2: minute is 99"));
        assertThat(found(new CrontabLook(table("@daily a\n"), root)))
                .containsExactly("ok crontabs: jobs: 1, files: 1");
    }

    @Test
    void mail_that_nobody_can_send_is_told_to_those_who_want_it() throws IOException {
        JobTable asking = table("MAILTO=ann\n@daily a\n");
        Path mailer = root.resolve("sendmail");

        assertThat(found(new MailLook(Optional.of(mailer), asking)).getFirst())
                .startsWith("warn mail: there is no " + mailer + ", lines with MAILTO: 1; ");
        assertThat(found(new MailLook(Optional.empty(), table("@daily a\n"))).getFirst())
                .startsWith("note mail: it is switched off");
        Files.writeString(mailer, "");
        assertThat(found(new MailLook(Optional.of(mailer), asking)).getFirst())
                .startsWith("FAIL mail: ");
        mode(mailer, "rwxr-xr-x");
        assertThat(found(new MailLook(Optional.of(mailer), asking)))
                .containsExactly("ok mail: goes by " + mailer);
    }

    @Test
    void limits_that_nothing_enforces_are_told_where_there_are_any() {
        ControlGroups none = new ControlGroups.Unusable("cgroups are v1 here", "boot with v2");

        assertThat(found(new GroupLook(none, table("@daily mem:1G a\n"))))
                .containsExactly(
                        "warn cgroups: cgroups are v1 here, and lines say mem: or cpu:, which"
                                + " nothing enforces; boot with v2");
        assertThat(found(new GroupLook(none, table("@daily a\n"))).getFirst()).startsWith("note");
        ControlGroups old = new ControlGroups.Usable(root, root, 0, "a kernel before 5.19 ...");
        assertThat(found(new GroupLook(old, table("@daily a\n"))).getFirst()).startsWith("note");
        ControlGroups all = new ControlGroups.Usable(root, root, 0, NOT_THERE);
        assertThat(found(new GroupLook(all, table("@daily a\n"))).getFirst()).startsWith("ok");
    }

    @Test
    void a_session_needs_its_program_and_its_service() throws IOException {
        Path program = root.resolve("farcron-session");
        Optional<Path> there = Optional.of(program);

        assertThat(found(new PamLook(premises(), "plain", there)).getFirst()).startsWith("note");
        assertThat(found(new PamLook(premises(), "auto", there)).getFirst())
                .startsWith("warn PAM: farcron-session is not there");
        Files.writeString(program, "");
        mode(program, "rwxrwxrwx");
        assertThat(found(new PamLook(premises(), "auto", there)).getFirst())
                .startsWith("FAIL PAM: ")
                .contains("chmod 0755");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    mib   | files               | found                                                            | why
                    90000 | 5000000             | ok disk: 90000 MiB and 5000000 files are left for /state         | there is room
                    90000 | 9223372036854775807 | ok disk: 90000 MiB and all files are left for /state             | a file system that counts none
                    200   | 5000000             | warn disk: 200 MiB and 5000000 files are left for /state         | not for long
                    15    | 5000000             | FAIL disk: 15 MiB and 5000000 files are left for /state          | jobs write nothing any more
                    90000 | 99                  | FAIL disk: 90000 MiB and 99 files are left for /state            | each run makes some
                    """)
    void the_disk(long mib, long files, String found, String why) {
        Optional<DiskRoom> room = Optional.of(new DiskRoom(mib << 20, files));

        assertThat(found(new DiskLook(Path.of("/state"), room)).getFirst()).startsWith(found);
    }

    @Test
    void a_real_disk_has_room() throws IOException {
        DiskRoom room = DiskRoom.of(root);

        assertThat(room.bytes()).isBetween(1L, Files.getFileStore(root).getTotalSpace());
        assertThat(room.files()).isPositive();
    }

    @Test
    void whose_crontab_people_type() throws IOException {
        Map<String, String> path = Map.of("PATH", "/usr/local/bin:/usr/bin");
        assertThat(found(new CommandLook(premises(path))).getFirst()).startsWith("warn");

        mode(write("/usr/bin/crontab", "old"), "rwxr-xr-x");
        assertThat(found(new CommandLook(premises(path))).getFirst())
                .startsWith("note crontab(1): /usr/bin/crontab is the old cron's");
        mode(write("/usr/lib/farcron/bin/farcron", "new"), "rwxr-xr-x");
        link("/usr/local/bin/crontab", root.resolve("usr/lib/farcron/bin/farcron").toString());
        assertThat(found(new CommandLook(premises(path))))
                .containsExactly("ok crontab(1): /usr/local/bin/crontab is farcron's");
    }
}
