package farcron.mail;

/// Whom a letter is about.
///
/// @param owner as whom the job runs
/// @param to one or more recipients, with commas
/// @param from `MAILFROM`; empty if none is set
record Parties(String owner, String to, String from) {}
