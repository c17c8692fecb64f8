package farcron.load;

import farcron.crontab.Grammar;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What has to be known to read a crontab as this machine does.
///
/// @param zone where no other is asked for
/// @param host tells this machine from others: `~` and `RANDOM_DELAY` draw from it
/// @param pools the sizes of the pools that all crontabs of the machine share, by name
/// @param fargate what holds for lines for Fargate that do not say it themselves
/// @param unenforced why nothing holds runs to their limits, if so
public record Reading(
        Grammar.Dialect dialect,
        ZoneId zone,
        String host,
        Map<String, Integer> pools,
        FargateSettings fargate,
        Optional<Unenforced> unenforced) {

    public Reading {
        pools = Map.copyOf(pools);
    }

    /// On a machine that holds runs to their limits.
    public Reading(
            Grammar.Dialect dialect,
            ZoneId zone,
            String host,
            Map<String, Integer> pools,
            FargateSettings fargate) {
        this(dialect, zone, host, pools, fargate, Optional.empty());
    }

    /// On a machine that says nothing about Fargate.
    public Reading(Grammar.Dialect dialect, ZoneId zone, String host, Map<String, Integer> pools) {
        this(dialect, zone, host, pools, FargateSettings.NONE);
    }

    /// On a machine where nothing is set.
    public Reading(Grammar.Dialect dialect, ZoneId zone, String host) {
        this(dialect, zone, host, Map.of());
    }

    public Reading in(ZoneId other) {
        return new Reading(dialect, other, host, pools, fargate, unenforced);
    }

    /// On a machine that does not hold runs to their limits, if it does not.
    public Reading holding(Optional<Unenforced> why) {
        return new Reading(dialect, zone, host, pools, fargate, why);
    }

    public Grammar grammar(Grammar.Format format) {
        return new Grammar(format, dialect, JobWord.keys(), host);
    }
}
