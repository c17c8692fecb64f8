package farcron.load;

import farcron.os.FileIdentity;

import java.util.Optional;
import java.util.OptionalLong;

/// All that decides what a crontab file is to cron, less its text: while it stays the same, the
/// file need not be looked into.
///
/// @param entry what bears the name: a symbolic link itself
/// @param content what is read, which may lie elsewhere; absent behind a link that leads nowhere
/// @param uid of the account that the name stands for; absent where there is none
record Trace(FileIdentity entry, Optional<FileIdentity> content, OptionalLong uid) {}
