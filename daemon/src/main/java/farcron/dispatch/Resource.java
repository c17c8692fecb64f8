package farcron.dispatch;

import farcron.job.Limits;

import java.util.OptionalInt;

/// What a machine has only so much of.
enum Resource {
    MEMORY,
    PROCESSORS;

    /// In MiB, or in units of 1/1024 of a processor.
    OptionalInt of(Limits limits) {
        return switch (this) {
            case MEMORY -> limits.memory();
            case PROCESSORS -> limits.cpu();
        };
    }

    /// As it is written after the colon.
    String text(long amount) {
        return switch (this) {
            case MEMORY -> Limits.memory(amount);
            case PROCESSORS -> Limits.cores(amount);
        };
    }

    /// The word that asks for it.
    String key() {
        return switch (this) {
            case MEMORY -> "mem";
            case PROCESSORS -> "cpu";
        };
    }

    /// In a sentence.
    String word() {
        return switch (this) {
            case MEMORY -> "memory";
            case PROCESSORS -> "processors";
        };
    }
}
