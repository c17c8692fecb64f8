package farcron;

import farcron.crontab.Grammar.Dialect;
import farcron.load.Reading;

import picocli.AutoComplete;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// Prints what bash needs to complete farcron's commands and their options. The build of the
/// packages asks for it, so that it always fits the commands that there are.
final class Completion {

    private Completion() {}

    public static void main(String[] arguments) {
        Reading nowhere = new Reading(Dialect.DEBIAN, ZoneOffset.UTC, "host");
        Commands commands = new Commands(nowhere, InstantSource.fixed(Instant.EPOCH));
        System.out.print(AutoComplete.bash("farcron", commands.all()));
    }
}
