package farcron.load;

import farcron.crontab.Grammar.Dialect;
import farcron.crontab.Grammar.Format;
import farcron.crontab.Problem;
import farcron.job.JobTable;
import farcron.job.Target;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Reads crontabs with lines for Fargate.
///
/// @param user whose crontab it is
record Tasks(String user, FargateSettings machine) {

    static final Tasks OF_ROOT = new Tasks("root", FargateSettings.NONE);

    /// @param crontab with `¶` between its lines
    JobTable table(String crontab) {
        return AllJobs.of(List.of(load(crontab)));
    }

    Loaded load(String crontab) {
        Format format = user.isEmpty() ? Format.SYSTEM : Format.USER;
        return Loaded.of(
                new CrontabFile(Path.of("/t"), format, "s", user.isEmpty() ? "root" : user),
                (crontab.replace('¶', '\n') + "\n").getBytes(StandardCharsets.UTF_8),
                new Reading(Dialect.DEBIAN, ZoneId.of("UTC"), "host", Map.of(), machine),
                Instant.EPOCH);
    }

    /// Of the last line.
    Target.Fargate target(String crontab) {
        return (Target.Fargate) load(crontab).jobs().getLast().target();
    }

    List<String> problems(String crontab) {
        return table(crontab).files().getFirst().problems().stream()
                .map((Problem problem) -> problem.line("F"))
                .toList();
    }
}
