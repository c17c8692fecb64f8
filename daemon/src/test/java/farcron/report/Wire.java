package farcron.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Sends bytes as they are, which no HTTP client would, and reads until the other side closes.
final class Wire {

    private static final int PATIENCE_MS = 30_000;

    private Wire() {}

    static String send(InetSocketAddress to, String bytes) throws IOException {
        try (Socket socket = new Socket(to.getAddress(), to.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    /// One request whose connection is closed afterwards.
    ///
    /// @param headers lines that end with a line break, or nothing
    static String ask(InetSocketAddress to, String method, String address, String headers)
            throws IOException {
        String lines = headers.isEmpty() ? "Host: localhost\r\n" : headers;
        return send(
                to, method + " " + address + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n");
    }

    static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }
}
