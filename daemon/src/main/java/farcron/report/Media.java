package farcron.report;

import java.util.List;
import java.util.Optional;

/// The forms an answer can have.
enum Media {
    TEXT("text/plain"),
    JSON("application/json"),
    DOT("text/vnd.graphviz"),
    MERMAID("text/vnd.mermaid"),
    /// As it is stored, for programs: nobody asks for it by name.
    BYTES("application/octet-stream");

    private final String type;

    Media(String type) {
        this.type = type;
    }

    /// The whole `Content-Type`.
    String contentType() {
        return type.startsWith("text/") ? type + "; charset=utf-8" : type;
    }

    /// What an `Accept` header prefers of all that can be asked for; empty where it names none.
    static Optional<Media> preferred(String accept) {
        Media best = null;
        double weight = 0;
        for (String part : accept.split(",", 20)) {
            String[] pieces = part.split(";", 10);
            for (Media media : List.of(TEXT, JSON, DOT, MERMAID)) {
                if (pieces[0].strip().equalsIgnoreCase(media.type) && quality(pieces) > weight) {
                    best = media;
                    weight = quality(pieces);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static double quality(String[] pieces) {
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip();
            if (piece.matches("q=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(piece.substring(2));
            }
        }
        return 1;
    }
}
