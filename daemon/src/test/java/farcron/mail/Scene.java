package farcron.mail;

import farcron.crontab.Crontab;
import farcron.crontab.CrontabJob;
import farcron.crontab.Grammar;
import farcron.crontab.Grammar.Dialect;
import farcron.crontab.LosslessText;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.Rules;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Target;
import farcron.job.Trigger;
import farcron.job.Usage;
import farcron.os.Account;
import farcron.os.Accounts;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Crontab lines, their runs and their letterheads, as a daemon makes them.
final class Scene {

    static final Instant NOW = Instant.parse("2026-11-21T08:14:00Z");

    /// Whoever runs the tests: a letter needs an owner with a home.
    static final Account SELF = new Accounts().current();

    private Scene() {}

    /// The last line of a crontab of ours.
    ///
    /// @param crontab with `\t` and other escapes of Java written out
    static Job job(Dialect dialect, String crontab) {
        return job(dialect, SELF.name(), SELF.name(), crontab);
    }

    static Job job(Dialect dialect, String scope, String user, String crontab) {
        Grammar grammar = new Grammar(Grammar.Format.USER, dialect, Set.of(), "host");
        byte[] bytes = LosslessText.encode(crontab.translateEscapes() + "\n");
        CrontabJob line = Crontab.parse("t", bytes, grammar).jobs().getLast();
        Map<String, String> environment = new HashMap<>();
        line.environment().forEach((name, setting) -> environment.put(name, setting.value()));
        return new Job(
                new JobKey(scope, line.name().text()),
                user,
                "/a/crontab",
                line.position().line(),
                line.schedule(),
                line.scheduleText(),
                ZoneOffset.UTC,
                Duration.ZERO,
                new Target.Local("/bin/sh"),
                environment,
                line.flags(),
                line.command(),
                Rules.NONE,
                Optional.empty());
    }

    static RunRecord running(long id, Job job) {
        return RunRecord.queued(id, job, Trigger.SCHEDULE, NOW, NOW).running(NOW);
    }

    static RunRecord exited(RunRecord run, int code) {
        return run.exited(code, NOW, Usage.NONE)
                .ended(code == 0 ? RunState.OK : RunState.FAILED, NOW, "");
    }

    static MailSettings settings(Dialect dialect, Path mailer) {
        return new MailSettings(
                dialect, Optional.of(mailer), false, "box.example.org", Map.of("LANG", "C.UTF-8"));
    }

    static CronLetterheads letterheads(MailSettings settings) {
        return new CronLetterheads(settings, new Accounts());
    }

    static Optional<Letterhead> letterhead(MailSettings settings, Job job) {
        return letterheads(settings)
                .of(running(1, job), job)
                .map(bytes -> Letterhead.parse(bytes).orElseThrow());
    }
}
