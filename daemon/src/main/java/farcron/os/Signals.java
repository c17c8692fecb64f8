package farcron.os;

import java.lang.reflect.Proxy;

/// The signals that people and service managers send to a daemon.
///
/// By reflection, because `sun.misc.Signal` is the only door to them that the JDK has, and the
/// compiler warns of it in every other form.
public final class Signals {

    private Signals() {}

    /// From now on the handler runs, on a thread of its own, each time the signal arrives.
    ///
    /// @param name without `SIG`: `HUP`, `TERM`, `INT`
    /// @return false if this machine does not let us, for instance because the signal was ignored
    ///   when the JVM started (`nohup`)
    public static boolean handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {type},
                            (self, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            handler.run();
                                            yield null;
                                        }
                                        case "equals" -> self == arguments[0];
                                        case "hashCode" -> System.identityHashCode(self);
                                        default -> "handler of SIG" + name;
                                    });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (ReflectiveOperationException _) {
            return false;
        }
    }
}
