package farcron.load;

import farcron.crontab.Position;
import farcron.crontab.Problem;
import farcron.job.After;
import farcron.job.Job;
import farcron.job.JobKey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job line among all others, while it is found out what it waits for.
final class Line {

    private final CrontabFile file;
    private final Complaints complaints;
    private final Optional<AfterWord> after;
    private final Map<Line, Position> upstreams = new LinkedHashMap<>();
    private final List<Line> dependents = new ArrayList<>();
    private Job job;

    /// @param job under the name that it has among all
    /// @param complaints about its file
    Line(CrontabFile file, Job job, Optional<AfterWord> after, Complaints complaints) {
        this.file = file;
        this.job = job;
        this.after = after;
        this.complaints = complaints;
    }

    CrontabFile file() {
        return file;
    }

    /// As far as it is known by now.
    Job job() {
        return job;
    }

    Optional<AfterWord> after() {
        return after;
    }

    /// The lines it waits for, in the order in which it names them.
    List<Line> upstreams() {
        return List.copyOf(upstreams.keySet());
    }

    /// The lines that wait for it, in the order of the table.
    List<Line> dependents() {
        return dependents;
    }

    boolean waitsFor(Line upstream) {
        return upstreams.containsKey(upstream);
    }

    /// Where its line names one that it waits for.
    Position position(Line upstream) {
        return upstreams.get(upstream);
    }

    void follow(Line upstream, Position position) {
        upstreams.put(upstream, position);
        upstream.dependents.add(this);
    }

    void waitFor(After ends) {
        job = job.waitingFor(ends);
    }

    void warn(Position position, String what, String remedy) {
        complaints.note(Problem.warning(position, what, remedy));
    }

    /// It does not run.
    void refuse(Position position, String what, String remedy) {
        complaints.note(Problem.error(position, what, remedy));
        job = job.rejected(what + "; " + remedy);
    }

    /// What it would call a job, if it may.
    String called(JobKey other) {
        if (other.scope().equals(file.scope())) {
            return other.name();
        }
        return file.maySee(other.scope()) ? other.toString() : "another user's job";
    }
}
