package farcron.run.fargate;

/// How far a task has come, in words.
final class PhaseWords {

    static final String PREPARES = "its task definition is looked up";
    static final String SUBMITS = "its task is asked for";
    static final String SEARCHES = "it is found out whether its task was started";

    private PhaseWords() {}

    /// While ECS has nothing for it.
    static String waits(StopWords why) {
        return switch (why.sort()) {
            case CAPACITY -> "waits for Fargate capacity: " + why.text();
            case QUOTA -> "waits for room in the account's quota: " + why.text();
            case PASSING, LASTING, UNKNOWN -> SUBMITS + " once more: " + why.text();
        };
    }

    static String of(TaskSight task) {
        return switch (task.status()) {
            case "PROVISIONING" -> "its task gets a network interface (PROVISIONING)";
            case "PENDING" -> "its task pulls its image (PENDING)";
            case "ACTIVATING" -> "its task is about to run (ACTIVATING)";
            case "RUNNING" -> task.stopping() ? "its task is asked to end" : "";
            case "DEACTIVATING", "STOPPING" -> "its task ends";
            default -> "its task is in state " + task.status();
        };
    }
}
