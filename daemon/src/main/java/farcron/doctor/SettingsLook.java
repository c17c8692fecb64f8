package farcron.doctor;

import java.util.List;

/// Whether the settings can be meant.
///
/// @param mistakes what is wrong, each with its remedy
record SettingsLook(List<String> mistakes) implements Look {

    private static final String ABOUT = "settings";

    @Override
    public void look(Findings findings) {
        for (String mistake : mistakes) {
            int remedy = mistake.indexOf("; ");
            findings.fail(
                    ABOUT,
                    remedy < 0 ? mistake : mistake.substring(0, remedy),
                    remedy < 0 ? "correct it" : mistake.substring(remedy + 2));
        }
        if (mistakes.isEmpty()) {
            findings.ok(ABOUT, "all of them are understood");
        }
    }
}
