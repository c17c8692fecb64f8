package farcron.report;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer, whole.
///
/// @param headers those that only this kind of answer has
record Reply(int status, Media media, byte[] body, Map<String, String> headers) {

    /// Control characters are stripped here, whatever the text was made of.
    static Reply text(int status, String text) {
        return text(status, Media.TEXT, text);
    }

    /// A text that programs read.
    static Reply text(int status, Media media, String text) {
        byte[] body = Printable.text(text).getBytes(StandardCharsets.UTF_8);
        return new Reply(status, media, body, Map.of());
    }

    static Reply json(int status, Object value) {
        return new Reply(status, Media.JSON, Json.bytes(value), Map.of());
    }

    /// Exactly these bytes: for programs, or for what only its owner is shown.
    static Reply bytes(int status, byte[] body) {
        return new Reply(status, Media.BYTES, body, Map.of());
    }

    Reply with(Map<String, String> more) {
        return new Reply(status, media, body, more);
    }
}
