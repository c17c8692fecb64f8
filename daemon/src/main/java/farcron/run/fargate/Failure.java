package farcron.run.fargate;

/// Why ECS has taken a request and started nothing: it says so in free words, in an answer that is
/// no error (`failures[]` of RunTask).
enum Failure {
    /// There is no room for such a task now.
    CAPACITY,
    /// The account may not have more at once.
    QUOTA,
    /// It would say so again.
    LASTING,
    /// Nobody knows.
    STRANGE;

    static Failure of(String reason) {
        if (reason.startsWith("Capacity is unavailable") || reason.startsWith("RESOURCE")) {
            return CAPACITY;
        }
        if (reason.startsWith("You've reached the limit")) {
            return QUOTA;
        }
        boolean lasting = reason.startsWith("ATTRIBUTE") || reason.startsWith("LOCATION");
        return lasting ? LASTING : STRANGE;
    }

    /// Whether it says nothing about capacity on demand.
    boolean isOfSpot() {
        return this == CAPACITY || this == QUOTA;
    }

    String waits(String words) {
        return switch (this) {
            case CAPACITY -> "waits for Fargate capacity: " + words;
            case QUOTA -> "waits for room in the account's quota: " + words;
            case LASTING, STRANGE -> "its task is asked for once more: " + words;
        };
    }
}
