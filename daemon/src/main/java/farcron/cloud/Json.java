package farcron.cloud;

import com.fasterxml.jackson.jr.ob.JSON;

import java.io.IOException;
import java.io.UncheckedIOException;

/// JSON, to be read by people.
final class Json {

    private static final JSON LINE = JSON.std;
    private static final JSON PAGE = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {}

    static String line(Object value) {
        return text(LINE, value);
    }

    static String page(Object value) {
        return text(PAGE, value);
    }

    private static String text(JSON writer, Object value) {
        try {
            return writer.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }
}
