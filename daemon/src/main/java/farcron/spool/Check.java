package farcron.spool;

import farcron.crontab.Problem;

import java.util.List;

/// Reads a text as the daemon would if it were this user's crontab.
public interface Check {

    /// All that is wrong with it, warnings included, in the order of the file.
    List<Problem> problems(String user, byte[] text);
}
