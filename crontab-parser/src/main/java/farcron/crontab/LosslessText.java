package farcron.crontab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 text that loses nothing: a byte that is not UTF-8 becomes one lone surrogate
/// `U+DC80`..`U+DCFF`, as with Python's `surrogateescape`. Crontabs may be in any encoding, and the
/// shell must get a command's bytes as they stand in the file.
public final class LosslessText {

    private static final char ESCAPE = 0xDC00;

    private LosslessText() {}

    public static String decode(byte[] bytes) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE | in.get() & 0xFF));
            }
            decoder.reset();
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    /// The bytes that [#decode] was given. A surrogate that it cannot have made becomes `?`.
    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                i += Character.isLowSurrogate(text.charAt(i + 1)) ? 1 : 0;
            } else if (isRawByte(c)) {
                bytes.writeBytes(text.substring(written, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(c & 0xFF);
                written = i + 1;
            }
        }
        bytes.writeBytes(text.substring(written).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /// Whether a lone char stands for a byte that was not UTF-8.
    static boolean isRawByte(int c) {
        return c >= 0xDC80 && c <= 0xDCFF;
    }

    /// As long as [#encode] would be.
    static int byteLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            length += c < 0x80 || isRawByte(c) ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }
        return length;
    }
}
