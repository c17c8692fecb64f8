package farcron.dispatch;

import farcron.job.After;
import farcron.job.Graph;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.JobTable;
import farcron.job.RunRecord;
import farcron.job.RunState;
import farcron.job.Upstream;
import farcron.job.Wave;
import farcron.record.Changes;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What follows from the end of a run: judges each dependent, in the same decision and so in the
/// same transaction as the end itself.
///
/// Owned by the scheduler's thread.
final class Chain {

    /// What may come of a verdict.
    interface Followers {
        /// A run that may start now, as far as ends go.
        void follow(Job job, Wave wave, List<Upstream> ends, Instant now);

        /// A run that will not start. Its own dependents are judged in turn.
        void block(Job job, Wave wave, Verdict.Blocked why, Instant now);
    }

    private final Waves waves;
    private final Endings endings;
    private final Histories histories;
    private final Followers followers;
    private final Deque<RunRecord> ended = new ArrayDeque<>();
    private JobTable table = JobTable.EMPTY;
    private boolean judging;

    Chain(Waves waves, Endings endings, Histories histories, Followers followers) {
        this.waves = waves;
        this.endings = endings;
        this.histories = histories;
        this.followers = followers;
    }

    void load(JobTable loaded) {
        table = loaded;
        endings.load(loaded);
    }

    /// A run has come to its end. A chain may be as long as a crontab: one end after the other is
    /// dealt with, not one within the other.
    void ended(RunRecord end, Instant now) {
        ended.add(end);
        if (judging) {
            return;
        }
        judging = true;
        Set<Wave> touched = new HashSet<>();
        try {
            while (!ended.isEmpty()) {
                RunRecord next = ended.poll();
                touched.add(next.wave());
                if (!next.alone()) {
                    table.graph().dependents(next.job()).forEach(job -> judge(job, next, now));
                }
            }
        } finally {
            ended.clear();
            judging = false;
            touched.forEach(waves::settle);
        }
    }

    private void judge(Job job, RunRecord end, Instant now) {
        endings.note(job.key(), end, now);
        if (!job.isFollower()) {
            return; // it has a time of its own, and asks then
        }
        Wave wave = end.wave();
        Optional<RunRecord> already = waves.newest(wave, job.key());
        boolean blocked = already.filter(run -> run.state() == RunState.BLOCKED).isPresent();
        if (already.isPresent() && !blocked) {
            return;
        }
        switch (verdict(job, wave)) {
            case Verdict.Start(List<Upstream> ends) -> {
                endings.use(job.key());
                followers.follow(job, wave, ends, now);
            }
            case Verdict.Blocked why when !blocked -> followers.block(job, wave, why, now);
            case Verdict.Blocked _, Verdict.Wait _ -> {}
        }
    }

    private Verdict verdict(Job job, Wave wave) {
        After after = job.rules().after().orElseThrow();
        Graph graph = table.graph();
        boolean begunInTheMiddle = table.job(wave.root()).filter(Job::isFollower).isPresent();
        Map<JobKey, RunRecord> inWave = new HashMap<>();
        Map<JobKey, Upstream> outside = new HashMap<>();
        Map<JobKey, Upstream> kept = endings.of(job.key());
        for (JobKey upstream : after.upstreams()) {
            if (waves.reaches(wave, upstream, graph)) {
                waves.newest(wave, upstream)
                        .filter(run -> !run.state().open())
                        .ifPresent(run -> inWave.put(upstream, run));
            } else if (begunInTheMiddle) {
                histories.lastEnd(upstream).ifPresent(end -> inWave.put(upstream, end));
            } else if (kept.containsKey(upstream)) {
                outside.put(upstream, kept.get(upstream));
            }
        }
        return Judge.judge(job.key(), after, new Judge.Ends(inWave, outside));
    }

    /// Whether a line with a time of its own may go on, once it is due.
    ///
    /// @param oldest when it was due before that; what ended earlier does not count
    Verdict ends(Job job, Instant oldest) {
        After after = job.rules().after().orElseThrow();
        Map<JobKey, Upstream> kept = endings.since(job.key(), oldest);
        return Judge.judge(job.key(), after, new Judge.Ends(Map.of(), kept));
    }

    /// Its run goes on, or somebody has it run.
    void starts(JobKey job) {
        endings.use(job);
    }

    /// What a new file has to know.
    void tell(Changes all) {
        endings.tell(all);
    }
}
