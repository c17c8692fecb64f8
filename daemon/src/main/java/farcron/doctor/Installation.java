package farcron.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How farcron is set up for the crontabs of the machine.
///
/// @param version of the program that asks
/// @param configuration the file with the settings, which need not be there
/// @param state the folder with the record
/// @param socket where the daemon answers
/// @param mailer absent if it is switched off
/// @param session the setting of that name: `pam`, `plain` or `auto`
/// @param program `farcron-session`; absent where nobody said where it is
/// @param options of the JVM, the file; absent in the same way
/// @param mistakes in the settings, each with its remedy
public record Installation(
        String version,
        Path configuration,
        Path state,
        Path socket,
        Optional<Path> mailer,
        String session,
        Optional<Path> program,
        Optional<Path> options,
        List<String> mistakes) {

    public Installation {
        mistakes = List.copyOf(mistakes);
    }
}
