package farcron.aws;

/// What goes wrong with calls.
@FunctionalInterface
public interface Faults {

    /// @param action such as `RunTask`
    /// @param number of the calls of this action, from 1
    record Call(String action, int number, Fields request) {}

    sealed interface Fault {

        /// Nothing goes wrong.
        record None() implements Fault {}

        /// This is answered, and nothing done.
        record Refused(AwsError error) implements Fault {}

        /// It is done, and this answered.
        record DoneAnd(AwsError error) implements Fault {}

        /// `RunTask` answers 200 with this in `failures`.
        record Unplaced(String reason) implements Fault {}
    }

    Fault on(Call call);

    Fault NONE = new Fault.None();
    Fault THROTTLED = new Fault.Refused(AwsError.throttled());
    Fault SERVER = new Fault.Refused(AwsError.server());
    Fault ACCEPTED_THEN_500 = new Fault.DoneAnd(AwsError.server());
    Fault SILENCE = new Fault.Refused(AwsError.silence());
    Fault ACCEPTED_THEN_SILENCE = new Fault.DoneAnd(AwsError.silence());
    Fault NO_CAPACITY =
            new Fault.Unplaced(
                    "Capacity is unavailable at this time. Please try again later or in a different"
                            + " availability zone");
    Fault NO_VCPUS =
            new Fault.Unplaced(
                    "You've reached the limit on the number of vCPUs you can run concurrently");

    static Fault expiredCredentials() {
        return new Fault.Refused(
                AwsError.of(
                        "ExpiredTokenException",
                        "The security token included in the request is expired"));
    }

    static Faults none() {
        return _ -> NONE;
    }

    /// To some calls of an action, from the first one on; then no more.
    static Faults first(String action, Fault... faults) {
        return call ->
                call.action().equals(action) && call.number() <= faults.length
                        ? faults[call.number() - 1]
                        : NONE;
    }

    static Faults always(String action, Fault fault) {
        return call -> call.action().equals(action) ? fault : NONE;
    }

    /// As AWS says it to who lacks a permission.
    ///
    /// @param service such as `ecs`
    static Faults denied(String service, String action) {
        String message =
                "User: arn:aws:iam::111122223333:user/cron is not authorized to perform: %s:%s"
                        + " because no identity-based policy allows the %s:%s action";
        return always(
                action,
                new Fault.Refused(
                        AwsError.of(
                                "AccessDeniedException",
                                message.formatted(service, action, service, action))));
    }

    /// These, and those where these find nothing wrong.
    default Faults or(Faults those) {
        return call -> {
            Fault fault = on(call);
            return fault instanceof Fault.None ? those.on(call) : fault;
        };
    }
}
