package farcron.report;

import farcron.clock.Moment;
import farcron.clock.Outlook;
import farcron.job.Job;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.record.RunHistory;
import farcron.record.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a job did, or did not, run in one minute.
final class WhyThen {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// How long after a gap of the daemon, or a step of the clock, missed firings are recorded.
    private static final Duration MADE_UP = Duration.ofHours(3);

    private final View view;
    private final RunHistory history;
    private final Why why;
    private final Times times;

    WhyThen(View view, RunHistory history, Why why) {
        this.view = view;
        this.history = history;
        this.why = why;
        this.times = view.times();
    }

    Explanation at(JobView job, AskedTime asked) {
        List<RunRecord> runs = runs(job.job(), asked);
        List<String> because = new ArrayList<>();
        asked.gap()
                .ifPresent(
                        gap -> because.add(gap(gap.getDateTimeBefore(), gap.getDateTimeAfter())));
        if (asked.starts().size() > 1) {
            because.add("the clock was put back: " + asked.shown() + " came twice");
        }
        List<Moment> due = due(job.job(), asked);
        String answer;
        if (!runs.isEmpty()) {
            answer = "at " + asked.shown() + ": " + why.story(runs.getLast());
            runs.subList(0, runs.size() - 1).forEach(run -> because.add("also: " + why.story(run)));
        } else if (due.isEmpty()) {
            answer = "it was not due at " + asked.shown();
            because.addAll(notDue(job, asked));
        } else {
            answer = unrecorded(job, asked, due.getLast().start());
        }
        because.add(Why.schedule(job));
        return new Explanation(
                job,
                Optional.of(asked.last()),
                answer,
                because,
                runs,
                runs.isEmpty() ? List.of() : why.output(runs.getLast()),
                Nearby.before(job.job(), asked.starts().getFirst()),
                Nearby.after(job.job(), asked.last().plus(MINUTE)));
    }

    private static String gap(Object before, Object after) {
        return "that time was not on the clock: it was put forward from "
                + before.toString().replace('T', ' ')
                + " to "
                + after.toString().replace('T', ' ');
    }

    private List<RunRecord> runs(Job job, AskedTime asked) {
        List<RunRecord> runs = new ArrayList<>();
        for (Instant start : asked.starts()) {
            runs.addAll(history.due(job.key(), start, start.plus(MINUTE)));
        }
        return runs.stream().filter(run -> view.caller().sees(run.user())).toList();
    }

    private static List<Moment> due(Job job, AskedTime asked) {
        List<Moment> due = new ArrayList<>();
        for (Instant start : asked.starts()) {
            Outlook outlook = Outlook.after(job.schedule(), job.zone(), start.minusMillis(1));
            while (outlook.hasNext() && outlook.peek().start().isBefore(start.plus(MINUTE))) {
                Moment moment = outlook.next();
                if (asked.gap().isEmpty() || moment.crontabMinute() == asked.minute()) {
                    due.add(moment);
                }
            }
        }
        return due;
    }

    private static List<String> notDue(JobView job, AskedTime asked) {
        List<String> fields = NotDue.because(job.job(), asked.local());
        return fields.isEmpty()
                ? List.of("its fields match that time, but the clock change decides otherwise")
                : fields;
    }

    private String unrecorded(JobView job, AskedTime asked, Instant due) {
        String head = "it was due at " + asked.shown();
        if (due.isAfter(times.now())) {
            return "it will be due at " + asked.shown() + ", in " + why.until(due);
        }
        if (!job.job().runs()) {
            return head + ", but it does not run: " + job.reason();
        }
        if (job.pause().isPresent() && !job.pause().get().since().isAfter(due)) {
            return head + ", but it was " + job.reason();
        }
        if (due.isAfter(view.snapshot().lastTick())) {
            return head + ", but the scheduler has not looked at that minute yet";
        }
        Optional<Instant> seen = history.firstSeen(job.job().key());
        if (seen.isPresent() && seen.get().isAfter(due)) {
            return head
                    + ", but the line was not there yet: it was first seen "
                    + times.spoken(seen.get());
        }
        return head + ", " + away(job.job(), due);
    }

    private String away(Job job, Instant due) {
        Optional<Session> before =
                history.sessions(Instant.EPOCH, due.plusMillis(1)).stream()
                        .reduce((earlier, later) -> later);
        boolean up = before.isPresent() && !before.get().lastTick().isBefore(due);
        Optional<Session> after =
                history.sessions(due, times.now().plus(MINUTE)).stream()
                        .filter(session -> session.started().isAfter(due))
                        .findFirst();
        Instant back = up ? due : after.map(Session::started).orElse(due);
        String fate = missedWithOthers(job, due, back).orElse("");
        if (up || before.isEmpty() && after.isEmpty()) {
            return fate.isEmpty()
                    ? "but nothing is on record: the line may have said something else then, or the"
                            + " record was already tidied up"
                    : fate;
        }
        return "but farcron was not running"
                + before.map(session -> " from " + times.whole(session.lastTick())).orElse("")
                + after.map(session -> " until " + times.whole(session.started())).orElse("")
                + (fate.isEmpty() ? "" : "; " + fate);
    }

    /// One record may stand for many firings that were missed together; it bears the last one's
    /// time.
    private Optional<String> missedWithOthers(Job job, Instant due, Instant back) {
        return history.due(job.key(), due, back.plus(MADE_UP)).stream()
                .filter(run -> run.firings() > 1 && run.state() == RunState.MISSED)
                .filter(run -> covers(job, run, due))
                .findFirst()
                .map(why::story);
    }

    private static boolean covers(Job job, RunRecord run, Instant due) {
        Outlook outlook = Outlook.after(job.schedule(), job.zone(), due);
        int later = 0;
        while (later < run.firings()
                && outlook.hasNext()
                && !outlook.next().start().isAfter(run.due())) {
            later++;
        }
        return later < run.firings();
    }
}
