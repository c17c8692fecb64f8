package farcron.crontab;

/// Ends the reading of one line; [CrontabReader] turns it into that line's error and goes on with
/// the next.
final class BadLine extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    BadLine(Problem problem) {
        super(problem.what(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
