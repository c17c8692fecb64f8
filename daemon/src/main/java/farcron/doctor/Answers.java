package farcron.doctor;

import java.util.Optional;

/// The daemon's socket, as far as it answers.
@FunctionalInterface
interface Answers {

    /// @param text without control characters
    record Answer(int status, String text) {}

    /// Empty if nobody answers.
    Optional<Answer> to(String address);
}
