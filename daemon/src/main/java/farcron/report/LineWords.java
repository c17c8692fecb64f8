package farcron.report;

import farcron.job.After;
import farcron.job.JobKey;
import farcron.record.LineChange;

import java.util.stream.Collectors;

/// What is to be told about lines, to one caller.
///
/// What is wrong with a line, or with its file, may quote the file: that is for the one whose line
/// it is, and what is wrong with a whole file for its owner only.
final class LineWords {

    private final View view;
    private final Times times;

    LineWords(View view) {
        this.view = view;
        this.times = view.times();
    }

    String quoted(Line line, boolean now) {
        return line.quoted(now ? "says" : "said", times.zone());
    }

    /// Why a line that is there did not run.
    String refusal(Line line) {
        return view.caller().full()
                ? line.refused().orElse("")
                : "its line was refused when it was read";
    }

    /// Where a line that is gone has gone to, as the end of a sentence about it.
    String going(Line line) {
        if (line.refused().isEmpty()) {
            return "it was taken out of " + file(line);
        }
        boolean ownsFile =
                view.caller() instanceof Caller.Known known
                        && (known.master() || known.user().equals(line.key().scope()));
        return ownsFile
                ? "it could not be taken: " + line.refused().get()
                : "its file, or it itself, was not taken";
    }

    private static String file(Line line) {
        return line.place().substring(0, line.place().lastIndexOf(':'));
    }

    /// What came after a line that was there.
    String change(LineChange next) {
        Line line = Line.of(next);
        String when = times.spoken(next.at());
        if (line.gone()) {
            return "the line was gone from " + when + " on: " + going(line);
        }
        return line.runs()
                ? "the line was changed " + when + ", to `" + line.text() + "`"
                : "the line was refused from " + when + " on: " + refusal(line);
    }

    /// `extract has ended well and load has failed`
    String conditions(After after, String scope) {
        return after.conditions().stream()
                .map(condition -> condition(condition, scope))
                .collect(Collectors.joining(after.any() ? " or " : " and "));
    }

    private static String condition(After.Condition condition, String scope) {
        String name = name(condition.upstream(), scope);
        return switch (condition.need()) {
            case OK -> name + " has ended well";
            case FAILED -> name + " has failed";
            case DONE -> name + " has ended, well or not";
        };
    }

    /// As a line in some scope would call it.
    static String name(JobKey job, String scope) {
        return job.scope().equals(scope) ? job.name() : job.toString();
    }
}
