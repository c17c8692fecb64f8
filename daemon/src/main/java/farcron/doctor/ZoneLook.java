package farcron.doctor;

import java.util.Optional;

/// Whether all programs agree on what time it is here.
record ZoneLook(Premises premises) implements Look {

    private static final String ABOUT = "time zone";
    private static final String FOLDER = "zoneinfo/";

    @Override
    public void look(Findings findings) {
        if (!premises.has("/usr/share/zoneinfo")) {
            findings.warn(
                    ABOUT,
                    "there is no /usr/share/zoneinfo, so jobs see UTC whatever the zone is",
                    "install the package tzdata");
        }
        Optional<String> name = premises.link("/etc/localtime").flatMap(ZoneLook::zone);
        Optional<String> debian =
                premises.text("/etc/timezone").map(String::strip).filter(it -> !it.isEmpty());
        String variable = premises.environment().getOrDefault("TZ", "").replaceFirst("^:", "");
        if (name.isPresent() && debian.isPresent() && !name.equals(debian)) {
            findings.warn(
                    ABOUT,
                    "/etc/localtime is %s, and /etc/timezone says %s"
                            .formatted(name.get(), debian.get()),
                    "type: timedatectl set-timezone " + name.get());
        } else if (!variable.isEmpty() && name.isPresent() && !variable.equals(name.get())) {
            findings.note(
                    ABOUT,
                    "TZ is %s for you, and %s for the machine, whose zone the daemon takes"
                            .formatted(variable, name.get()));
        } else if (name.isPresent()) {
            findings.ok(ABOUT, name.get());
        } else if (premises.has("/etc/localtime")) {
            findings.note(ABOUT, "/etc/localtime is a copy, so its name is not known");
        } else {
            findings.note(ABOUT, "there is no /etc/localtime, which means UTC");
        }
    }

    private static Optional<String> zone(String link) {
        int at = link.indexOf(FOLDER);
        return at < 0
                ? Optional.empty()
                : Optional.of(link.substring(at + FOLDER.length()).replaceFirst("^posix/", ""));
    }
}
