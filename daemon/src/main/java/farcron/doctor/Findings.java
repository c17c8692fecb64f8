package farcron.doctor;

import java.util.ArrayList;
import java.util.List;

/// What has been found about one subject after the other.
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    List<Finding> all() {
        return List.copyOf(all);
    }

    void ok(String about, String what) {
        all.add(new Finding(Level.OK, about, what, ""));
    }

    void note(String about, String what) {
        all.add(new Finding(Level.NOTE, about, what, ""));
    }

    void note(String about, String what, String remedy) {
        all.add(new Finding(Level.NOTE, about, what, remedy));
    }

    void warn(String about, String what, String remedy) {
        all.add(new Finding(Level.WARNING, about, what, remedy));
    }

    void fail(String about, String what, String remedy) {
        all.add(new Finding(Level.FAIL, about, what, remedy));
    }

    /// Only root may look.
    void unseen(String about, String what) {
        note(about, what + " could not be looked at", "ask again as root");
    }
}
