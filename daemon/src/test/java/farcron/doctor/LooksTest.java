package farcron.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import farcron.Samples;
import farcron.doctor.Answers.Answer;
import farcron.job.JobTable;
import farcron.os.ClockState;
import farcron.os.ControlGroups;
import farcron.os.DiskRoom;
import farcron.spool.Locations;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Each look, at a machine that a test has made.
class LooksTest {

    private static final String NOT_THERE = "";

    @TempDir private Path root;

    private Premises premises() {
        return premises(Map.of());
    }

    private Premises premises(Map<String, String> environment) {
        return new Premises(root, environment);
    }

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void link(String path, String target) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of(target));
    }

    private void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void process(int pid, String name, String... arguments) throws IOException {
        write("/proc/%d/comm".formatted(pid), name + "\n");
        write("/proc/%d/cmdline".formatted(pid), String.join("\0", arguments) + "\0");
    }

    private void farcron(int pid, String... more) throws IOException {
        String[] words = {"/usr/lib/farcron/runtime/bin/java", "farcron.Main", "daemon"};
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        process(pid, "java", all);
    }

    private static List<String> found(Look look) {
        Findings findings = new Findings();
        look.look(findings);
        return findings.all().stream().map(it -> it.level().word() + " " + it.text()).toList();
    }

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
    void a_cron_beside_farcron_doubles_every_line() throws IOException {
        farcron(70, "--listen", "none");
        process(80, "cron", "/usr/sbin/cron", "-f");
        Files.createDirectories(root.resolve("run/systemd/system"));

        assertThat(found(new OldCronLook(premises())))
                .containsExactly(
                        "FAIL old cron: cron (pid 80) runs beside farcron (pid 70), so every line"
                                + " runs twice; systemctl disable --now cron");
    }

    @Test
    void what_a_stopped_cron_has_left_running_is_no_second_cron() throws IOException {
        farcron(70);
        process(60, "cron", "/usr/sbin/CRON", "-f");
        process(61, "crond", "/usr/sbin/CROND", "-n");

        assertThat(found(new OldCronLook(premises())))
                .containsExactly("ok old cron: none runs, and none will");
    }

    @Test
    void a_cron_without_farcron_is_in_its_way() throws IOException {
        process(80, "crond", "/usr/sbin/crond", "-n");
        farcron(70, "--state=/tmp/mine", "my.crontab");

        assertThat(found(new OldCronLook(premises())))
                .as("a daemon of somebody's own files is not the machine's")
                .containsExactly(
                        "warn old cron: crond (pid 80) runs the crontabs, and farcron cannot start"
                                + " beside it; farcron takeover, or service crond stop, and keep it"
                                + " from starting with the machine");
    }

    @Test
    void a_cron_of_any_name_is_known_by_its_lock() throws IOException {
        Path lock = write("/run/crond.pid", "80\n");
        process(80, "vixie", "vixie");
        write(
                "/proc/locks",
                "1: FLOCK  ADVISORY  WRITE 80 00:19:%s 0 EOF\n"
                        .formatted(Files.getAttribute(lock, "unix:ino")));

        assertThat(found(new OldCronLook(premises())))
                .containsExactly(
                        "warn old cron: vixie (pid 80) holds /run/crond.pid, as a cron does; stop"
                                + " it: farcron cannot start beside it");
        farcron(80);
        assertThat(found(new OldCronLook(premises())).getFirst()).as("we do").startsWith("ok");
    }

    @Test
    void whoever_is_not_root_runs_no_crontabs_of_others() throws IOException {
        write("/proc/80/status", "Name:\tcron\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t80\n");
        process(80, "cron", "cron");
        write("/proc/81/status", "Name:\tjava\nUid:\t1000\t1000\t1000\t1000\nNSpid:\t81\n");
        farcron(81);

        assertThat(found(new OldCronLook(premises())))
                .containsExactly("ok old cron: none runs, and none will");
    }

    @Test
    void the_cron_of_a_container_is_its_own_matter() throws IOException {
        write("/proc/80/status", "Name:\tcron\nPid:\t80\nNSpid:\t80\t7\n");
        process(80, "cron", "cron");

        assertThat(found(new OldCronLook(premises())))
                .containsExactly("ok old cron: none runs, and none will");
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    enabled                      | masked       | found                                                                                                                                 | why
                    cron.service farcron.service |              | warn old cron: cron.service is enabled beside farcron.service, and the next boot may bring either; systemctl disable cron.service    | it would come back
                    cron.service farcron.service | cron.service | ok old cron: none runs, and none will                                                                                                 | it cannot
                    cron.service                 |              | note old cron: cron.service is enabled: the next boot brings it                                                                       | as before the change
                    cron.target farcron.service  |              | warn old cron: cron.target is enabled beside farcron.service, and the next boot may bring either; systemctl disable cron.target      | systemd-cron makes timers of crontabs
                    farcron.service              |              | ok old cron: none runs, and none will                                                                                                 | as it should be
                    """)
    void what_the_next_boot_brings(String enabled, String masked, String found, String why)
            throws IOException {
        for (String unit : enabled.split(" ")) {
            Path file = write("/lib/systemd/system/" + unit, "");
            link("/etc/systemd/system/multi-user.target.wants/" + unit, file.toString());
        }
        if (masked != null) {
            link("/etc/systemd/system/" + masked, "/dev/null");
        }

        assertThat(found(new OldCronLook(premises()))).contains(found);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            quoteCharacter = '\1',
            textBlock =
                    """
                    crontab                                                          | twice | why
                    25 6 * * * root run-parts /etc/cron.daily                        | true  | both run it
                    25 6 * * * root test ! -x /usr/sbin/anacron && run-parts /etc/cron.daily | false | one leaves it to the other
                    # 25 6 * * * root run-parts /etc/cron.daily                      | false | a remark
                    """)
    void anacron_and_the_crontab_may_run_the_same(String crontab, boolean twice, String why)
            throws IOException {
        Path timer = write("/lib/systemd/system/anacron.timer", "");
        link("/etc/systemd/system/timers.target.wants/anacron.timer", timer.toString());
        write("/etc/anacrontab", "1 5 cron.daily run-parts /etc/cron.daily\n");
        write("/etc/crontab", crontab + "\n");

        assertThat(found(new OldCronLook(premises())).getFirst().contains("anacron.timer"))
                .as(why)
                .isEqualTo(twice);
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    status | text                  | version | found                                                                                                              | why
                    200    | ok                    | 1.2     | ok farcron: it runs (pid 70), and is well                                                                          | all is well
                    503    | the disk is full      | 1.2     | FAIL farcron: it runs (pid 70), and is not well: the disk is full; look at what it logs                            | it says so
                    0      |                       | 1.2     | FAIL farcron: it runs (pid 70), and its socket does not answer; look at what it logs, and restart it; jobs go on meanwhile | it hangs
                    200    | ok                    | 1.1     | warn farcron: version 1.1 runs, and 1.2 is installed; systemctl restart farcron; jobs go on meanwhile              | an upgrade without a restart
                    """)
    void the_daemon(int status, String text, String version, String found, String why)
            throws IOException {
        farcron(70);
        Answers socket =
                address ->
                        status == 0
                                ? Optional.empty()
                                : Optional.of(
                                        address.equals("/health")
                                                ? new Answer(status, text)
                                                : new Answer(
                                                        200,
                                                        "{\"v\":1,\"version\":\"%s\"}"
                                                                .formatted(version)));

        assertThat(found(new DaemonLook(premises(), socket, "1.2"))).as(why).contains(found);
    }

    @Test
    void a_daemon_that_does_not_run_is_told_with_its_unit() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/system"));

        assertThat(found(new DaemonLook(premises(), _ -> Optional.empty(), "1")))
                .as("a tarball has no unit yet")
                .containsExactly("warn farcron: it does not run; farcron takeover");
        write("/usr/lib/systemd/system/farcron.service", "");
        assertThat(found(new DaemonLook(premises(), _ -> Optional.empty(), "1")))
                .containsExactly(
                        "warn farcron: it does not run; systemctl enable --now farcron",
                        "warn farcron: the next boot does not start it; systemctl enable farcron");
    }

    @Test
    void a_service_is_watched() throws IOException {
        farcron(70);
        write("/proc/70/cgroup", "0::/system.slice/farcron.service\n");
        write("/proc/70/environ", "PATH=/bin\0");
        DaemonLook look = new DaemonLook(premises(), _ -> Optional.empty(), "1");

        assertThat(found(look)).anyMatch(it -> it.contains("systemd does not watch"));
        write("/proc/70/environ", "PATH=/bin\0WATCHDOG_USEC=180000000\0");
        assertThat(found(look)).noneMatch(it -> it.contains("systemd does not watch"));
    }

    @Test
    void two_daemons_are_one_too_many() throws IOException {
        farcron(70);
        farcron(71);

        assertThat(found(new DaemonLook(premises(), _ -> Optional.empty(), "1")).getFirst())
                .isEqualTo("FAIL farcron: it runs 2 times: pids [70, 71]; stop all but one");
    }

    @Test
    void the_daemon_has_its_own_settings_of_the_jvm() throws IOException {
        Path options = write("/jvm.options", "# one\n-Xmx64m\n-XX:+UseSerialGC\n");
        process(70, "java", "java", "-Xmx64m", "farcron.Main", "daemon");
        write("/proc/70/environ", "JAVA_TOOL_OPTIONS=-Xmx9g\0");
        JvmLook look = new JvmLook(premises(), Optional.of(options));

        assertThat(found(look))
                .containsExactly(
                        "warn JVM: pid 70 runs without -XX:+UseSerialGC of %s; start it by farcron daemon or by its unit"
                                .formatted(options),
                        "warn JVM: pid 70 was given JAVA_TOOL_OPTIONS, which changes it; take it"
                                + " out of the environment of farcron.service");
        process(70, "java", "java", "@/usr/lib/farcron/jvm.options", "farcron.Main", "daemon");
        write("/proc/70/environ", "PATH=/bin\0");
        assertThat(found(look)).containsExactly("ok JVM: it runs with its own settings");
        Files.delete(root.resolve("proc/70/environ"));
        assertThat(found(look).getFirst()).startsWith("note").contains("ask again as root");
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
