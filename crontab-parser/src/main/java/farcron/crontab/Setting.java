package farcron.crontab;

/// An environment line, `NAME = value`, in force for the job lines below it.
///
/// @param value literal: cron expands nothing
public record Setting(String name, String value, Position position) {}
