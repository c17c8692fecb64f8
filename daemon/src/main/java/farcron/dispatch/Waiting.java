package farcron.dispatch;

import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;
import farcron.job.RunRecord;
import farcron.job.Upstream;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a run waits for, in words that follow `queued:`.
final class Waiting {

    /// More are only counted.
    private static final int MOST_NAMED = 5;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Waiting() {}

    /// `waits for load, transform (failed last, #1841)`.
    ///
    /// @param ends how upstreams have ended, though not so as they should
    static String forEnds(
            JobKey dependent, List<After.Condition> open, Map<JobKey, Upstream> ends) {
        return "waits for "
                + listed(
                        open.stream().map(condition -> named(dependent, condition, ends)).toList());
    }

    private static String named(
            JobKey dependent, After.Condition condition, Map<JobKey, Upstream> ends) {
        JobKey upstream = condition.upstream();
        String name =
                upstream.scope().equals(dependent.scope()) ? upstream.name() : upstream.toString();
        String aim = condition.need() == After.Need.FAILED ? " to fail" : "";
        Upstream end = ends.get(upstream);
        String last = end == null ? "" : " (%s last, #%d)".formatted(end.state().word(), end.run());
        return name + aim + last;
    }

    /// `pool heavy is full (reindex #12, dump #13)`.
    static String forPool(String pool, List<RunRecord> holders) {
        return "pool %s is full (%s)".formatted(pool, runs(holders));
    }

    /// `waits for memory: mem:8G, and the runs that go on have 28G of the 31G there are`.
    static String forShare(Resource resource, long asked, long others, long all) {
        return "waits for %s: %s:%s, and the runs that go on have %s of the %s there are"
                .formatted(
                        resource.word(),
                        resource.key(),
                        resource.text(asked),
                        resource.text(others),
                        resource.text(all));
    }

    /// `waits for memory behind reindex #12`.
    static String behind(Resource resource, RunRecord first) {
        return "waits for %s behind %s".formatted(resource.word(), runs(List.of(first)));
    }

    static String runs(List<RunRecord> runs) {
        return listed(runs.stream().map(run -> run.job().name() + " #" + run.id()).toList());
    }

    private static String listed(List<String> all) {
        String named = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return all.size() <= MOST_NAMED
                ? named
                : named + " and " + (all.size() - MOST_NAMED) + " more";
    }

    /// As the job's zone shows it, for what is read later.
    static String day(Instant at, Job job) {
        return DAY.format(at.atZone(job.zone()));
    }

    /// As the job's zone shows it; with the day if that is not today.
    static String time(Instant at, Job job, Instant now) {
        ZonedDateTime local = at.atZone(job.zone());
        boolean today = local.toLocalDate().equals(now.atZone(job.zone()).toLocalDate());
        return (today ? TIME : DAY).format(local);
    }
}
