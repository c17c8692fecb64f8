package farcron.aws;

/// Which sizes Fargate has.
final class Sizes {

    private static final int GIB = 1024;

    private Sizes() {}

    /// @param cpu in units
    /// @param memory in MiB
    static boolean arePair(int cpu, int memory) {
        return switch (cpu) {
            case 256 -> memory == 512 || memory == GIB || memory == 2 * GIB;
            case 512 -> isStep(memory, 1, 4, 1);
            case 1024 -> isStep(memory, 2, 8, 1);
            case 2048 -> isStep(memory, 4, 16, 1);
            case 4096 -> isStep(memory, 8, 30, 1);
            case 8192 -> isStep(memory, 16, 60, 4);
            case 16384 -> isStep(memory, 32, 120, 8);
            default -> false;
        };
    }

    private static boolean isStep(int memory, int low, int high, int step) {
        return memory >= low * GIB
                && memory <= high * GIB
                && (memory - low * GIB) % (step * GIB) == 0;
    }
}
