package farcron.spool;

/// The users' own crontabs, as one caller may read and change them: at the spool itself, or by
/// asking the daemon that owns it.
public interface Crontabs {

    /// Also tells the log, in cron's words, what somebody is about to do.
    enum Purpose {
        /// To show it, without the lines that Debian's crontab(1) puts on top.
        LIST,
        /// To show it with them.
        LIST_WHOLE,
        /// To edit it; [#editEnded] follows.
        EDIT
    }

    /// @return [Answer.Text], or why there is none
    Answer read(String user, Purpose purpose);

    /// Replaces the crontab, if it still is the one that is expected.
    ///
    /// @param source where the text comes from, for the header: a file's name, or `-`
    /// @return [Answer.Done] with the text that was there before, or why it was not done
    Answer install(String user, byte[] text, String source, Expected expected);

    /// @return [Answer.Done] with the text that was there, or why it was not done
    Answer remove(String user);

    /// Whatever came of the edit.
    void editEnded(String user);
}
