package farcron.doctor;

import farcron.os.ClockState;

/// Whether the clock is kept right.
record ClockLook(ClockState state) implements Look {

    private static final String ABOUT = "clock";

    @Override
    public void look(Findings findings) {
        switch (state) {
            case KEPT_RIGHT -> findings.ok(ABOUT, "it is kept right by another one");
            case FREE ->
                    findings.warn(
                            ABOUT,
                            "nothing keeps it right, so lines start when it is wrong",
                            "enable chrony or systemd-timesyncd: timedatectl set-ntp true");
            case UNKNOWN ->
                    findings.note(ABOUT, "the kernel does not tell whether it is kept right");
        }
    }
}
