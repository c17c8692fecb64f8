package farcron.shadow;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes lines of the pieces in which a log comes, and facts of the lines.
final class LogLines {

    private final LogReader reader;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    LogLines(LogReader reader) {
        this.reader = reader;
    }

    /// @param length how many of the bytes are the next piece
    List<Fact> facts(byte[] bytes, int length) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                String line = begun.toString(StandardCharsets.ISO_8859_1);
                begun.reset();
                reader.read(line).flatMap(LogEntry::fact).ifPresent(facts::add);
            } else {
                begun.write(bytes[i]);
            }
        }
        return facts;
    }
}
