package farcron.job;

/// An end that made a dependent start, or kept it from starting.
///
/// @param state how it ended
public record Upstream(long run, JobKey job, RunState state) {

    public static Upstream of(RunRecord end) {
        return new Upstream(end.id(), end.job(), end.state());
    }

    /// Its job, as a line in some scope would call it.
    public String named(String scope) {
        return job.scope().equals(scope) ? job.name() : job.toString();
    }
}
