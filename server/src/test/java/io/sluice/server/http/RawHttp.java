package io.sluice.server.http;

import io.sluice.server.Await;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP connection down to its bytes, for requests that no decent client makes. */
public final class RawHttp implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    public RawHttp(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(Math.toIntExact(Await.LIMIT.toMillis()));
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Header names in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    /** Sends lines that are put into the form of a request head. */
    public void head(String... lines) throws IOException {
        send(String.join("\r\n", lines) + "\r\n\r\n");
    }

    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    public Answer answer() throws IOException {
        Answer head = answerWithoutBody();
        int length = Integer.parseInt(head.headers.getOrDefault("content-length", "0"));
        return new Answer(head.status, head.headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** The answer to HEAD. */
    Answer answerWithoutBody() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(status, headers, "");
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits for the server's end of the connection; whether nothing came before it. */
    boolean endsWithoutAWord() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Waits for the server's end of the connection, whatever comes before it. */
    void readToTheEnd() throws IOException {
        in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
