package farcron.os;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Whether a person sits at the other end of an open file. The JDK only knows it of standard input
/// and output together.
public final class Terminals {

    private Terminals() {}

    /// isatty(3).
    ///
    /// @param descriptor 0 for standard input, 1 for output, 2 for error
    @SuppressWarnings("restricted")
    public static boolean isTerminal(int descriptor) {
        Linker linker = Linker.nativeLinker();
        MethodHandle isatty =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("isatty"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) isatty.invokeExact(descriptor) == 1;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
