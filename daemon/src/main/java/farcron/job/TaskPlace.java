package farcron.job;

import java.util.List;

/// Where on AWS a task runs.
///
/// @param region such as `eu-west-1`; empty where it is what the daemon's own surroundings say
/// @param cluster short name or ARN
/// @param subnets from 1 to 16, of one VPC
/// @param securityGroups up to 5; with none the VPC's default one holds
/// @param publicIp whether it gets an address of its own in the Internet
/// @param platform version, such as `1.4.0` or `LATEST`
public record TaskPlace(
        String region,
        String cluster,
        List<String> subnets,
        List<String> securityGroups,
        boolean publicIp,
        Spot spot,
        String platform) {

    public TaskPlace {
        subnets = List.copyOf(subnets);
        securityGroups = List.copyOf(securityGroups);
    }

    /// Whether it takes the cheaper capacity that AWS may take back with two minutes' notice.
    public enum Spot {
        /// On demand only.
        NO,
        /// Spot first; on demand where there is none, and once Spot has interrupted it.
        PREFER,
        /// Spot only.
        ONLY
    }
}
