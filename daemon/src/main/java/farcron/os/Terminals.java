package farcron.os;

/// Whether a person sits at the other end of an open file. The JDK only knows it of standard input
/// and output together.
public final class Terminals {

    private Terminals() {}

    /// isatty(3).
    ///
    /// @param descriptor 0 for standard input, 1 for output, 2 for error
    public static boolean isTerminal(int descriptor) {
        return Libc.result("isatty", descriptor).value() == 1;
    }
}
