package farcron.cli;

import farcron.load.Crontabs;
import farcron.load.Reading;
import farcron.os.Account;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What the shadow finds on a machine.
///
/// @param self who types
/// @param machine the crontabs that its cron runs
/// @param state where a daemon of theirs would keep what it knows
public record ShadowHere(
        Reading reading,
        InstantSource time,
        Account self,
        Supplier<Crontabs> machine,
        Path state) {}
