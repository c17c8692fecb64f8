package farcron.load;

/// Why cron does not take a file for a crontab.
///
/// @param event cron's own words for it
record Refusal(String event, String what, String remedy) {}
