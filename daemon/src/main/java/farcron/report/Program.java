package farcron.report;

import java.time.Instant;
import java.time.ZoneId;

/// What does not change while the daemon lives.
///
/// @param host this machine's name
/// @param zone of the machine's wall clock
/// @param started when the daemon did
public record Program(String host, ZoneId zone, String version, long pid, Instant started) {}
