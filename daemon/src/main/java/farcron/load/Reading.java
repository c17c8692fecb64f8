package farcron.load;

import farcron.crontab.Grammar;

import java.time.ZoneId;

/// What has to be known to read a crontab as this machine does.
///
/// @param zone where no other is asked for
/// @param host tells this machine from others: `~` and `RANDOM_DELAY` draw from it
public record Reading(Grammar.Dialect dialect, ZoneId zone, String host) {

    public Grammar grammar(Grammar.Format format) {
        return new Grammar(format, dialect, JobWord.keys(), host);
    }
}
