package farcron.cli;

import farcron.crontab.Grammar.Dialect;

/// What crontab(1) says, in the words of the dialect's own program: scripts look for them.
enum CrontabWords {
    DEBIAN(
            "u:lerinh",
            """
            usage:\tcrontab [-u user] [-n] file
            \tcrontab [-u user] [-i] {-e | -l | -r}

            \tfile\t(installs this file; - or nothing at all for standard input)
            \t-n\t(only checks the file)
            \t-u user\t(works on the crontab of another user)
            \t-e\t(edits the crontab)
            \t-l\t(lists the crontab)
            \t-r\t(removes the crontab)
            \t-i\t(with -r: asks first)
            \t-h\t(shows this text)
            """,
            "/usr/bin/sensible-editor",
            "No modification made",
            "(y/n)",
            "The syntax of the crontab file was successfully checked.",
            "errors in crontab file, can't install.",
            "errors in crontab file, can't install."),

    CRONIE(
            "u:lerinchbsVx:T:",
            """
            Usage:
             crontab [options] file
             crontab [options]

            Options:
             -u <user>  work on the crontab of another user
             -e         edit the crontab
             -l         list the crontab
             -r         remove the crontab
             -i         with -r: ask first
             -T <file>  only check the file
             -b         keep no backup of the previous crontab
             -V         print the version and exit
             -h         show this text

            Without an operation the file, or standard input, is installed.
            """,
            "vi",
            "crontab: no changes made to crontab",
            "(Y/N)",
            "No syntax issues were found in the crontab file.",
            "Invalid crontab file. Syntax issues were found.",
            "Invalid crontab file, can't install.");

    /// What an editor finds where there is no crontab yet, in Debian's dialect.
    static final String TEMPLATE =
            """
            # One line for each job: when it runs, and what runs.
            #
            # When: minute (0-59), hour (0-23), day of month (1-31), month (1-12 or jan-dec) and
            # day of week (0-7 or sun-sat; 0 and 7 are Sunday), or * for any of them. The times are
            # those of this machine's time zone.
            #
            # What a job writes is mailed to the owner of this file, unless it goes elsewhere.
            #
            # For example, each Monday at 5 in the morning:
            # 0 5 * * 1 tar -zcf /var/backups/home.tgz /home/
            #
            # `farcron check FILE` explains what is wrong with a file. More: crontab(5)
            #
            # m h  dom mon dow   command
            """;

    private final String options;
    private final String usage;
    private final String editor;
    private final String unchanged;
    private final String choice;
    private final String checked;
    private final String faulty;
    private final String notInstalled;

    CrontabWords(
            String options,
            String usage,
            String editor,
            String unchanged,
            String choice,
            String checked,
            String faulty,
            String notInstalled) {
        this.options = options;
        this.usage = usage;
        this.editor = editor;
        this.unchanged = unchanged;
        this.choice = choice;
        this.checked = checked;
        this.faulty = faulty;
        this.notInstalled = notInstalled;
    }

    static CrontabWords of(Dialect dialect) {
        return switch (dialect) {
            case DEBIAN -> DEBIAN;
            case CRONIE -> CRONIE;
        };
    }

    /// For getopt(3).
    String options() {
        return options;
    }

    String usage() {
        return usage;
    }

    /// Where neither `VISUAL` nor `EDITOR` says which.
    String editor() {
        return editor;
    }

    String unchanged() {
        return unchanged;
    }

    String retry() {
        return "Do you want to retry the same edit? " + choice + " ";
    }

    String reallyDelete(String user) {
        String question = "crontab: really delete " + user + "'s crontab? ";
        return this == DEBIAN ? question + choice + " " : question;
    }

    String checked() {
        return checked;
    }

    /// The last line about a file that was only checked.
    String faulty() {
        return faulty;
    }

    /// The last line about a file that was to be installed.
    String notInstalled() {
        return notInstalled;
    }
}
