package farcron.aws;

import java.util.List;
import java.util.Optional;

/// How many vCPUs may run at the same time, on demand and on Spot apart.
final class Quota {

    private Quota() {}

    /// @return why it cannot be placed
    static Optional<String> exceeded(Account account, List<ModelTask> alive, TaskOrder order) {
        int units =
                alive.stream()
                        .map(ModelTask::order)
                        .filter(one -> one.onSpot() == order.onSpot())
                        .mapToInt(TaskOrder::cpu)
                        .sum();
        int vcpus = order.onSpot() ? account.spotVcpus() : account.vcpus();
        return units + order.cpu() <= vcpus * 1024
                ? Optional.empty()
                : Optional.of(((Faults.Fault.Unplaced) Faults.NO_VCPUS).reason());
    }
}
