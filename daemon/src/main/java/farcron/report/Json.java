package farcron.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.jr.ob.JSON;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Maps, lists, texts and numbers as JSON; what is null is written as `null`.
public final class Json {

    /// Plain ASCII, so that no character of a reason can act on a terminal.
    private static final JSON WRITER =
            JSON.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
                    .enable(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .build();

    private Json() {}

    /// Ends with a line break.
    public static byte[] bytes(Object value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WRITER.write(value, out);
            out.write('\n');
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }

    /// Without a line break at its end.
    public static String text(Object value) {
        return new String(bytes(value), StandardCharsets.US_ASCII).strip();
    }
}
