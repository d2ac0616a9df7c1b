package io.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The server that the clients talk to: by default Sluice in a process of its own, see {@link ServerProcess}; with
 * {@code -Dinterop.url -Dinterop.key -Dinterop.secret} one that already runs.
 */
final class ServerUnderTest implements AutoCloseable {
    final URI url;
    final String key;
    final String secret;
    private final @Nullable ServerProcess process;

    private ServerUnderTest(URI url, String key, String secret, @Nullable ServerProcess process) {
        this.url = url;
        this.key = key;
        this.secret = secret;
        this.process = process;
    }

    /** @param flags besides the usual ones; a server that runs already cannot be given any */
    static ServerUnderTest start(List<String> flags) {
        String running = System.getProperty("interop.url");
        if (running != null) {
            Assumptions.assumeTrue(flags.isEmpty(), "the server runs already");
            return new ServerUnderTest(URI.create(running), given("interop.key"), given("interop.secret"), null);
        }
        return start(flags, "");
    }

    /**
     * A server of its own, never one that runs already.
     *
     * @param settings YAML at the top level, beside the usual ones
     */
    static ServerUnderTest start(List<String> flags, String settings) {
        Assumptions.assumeTrue(System.getProperty("interop.url") == null, "the server runs already");
        try {
            ServerProcess process = ServerProcess.start(flags, settings);
            URI url = URI.create("ws://127.0.0.1:" + process.port);
            ServerUnderTest server = new ServerUnderTest(url, ServerProcess.KEY, ServerProcess.SECRET, process);
            server.awaitHealthy();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String given(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new AssertionError("interop.url needs " + property + " beside it");
        }
        return value;
    }

    private void awaitHealthy() {
        try {
            Await.until("a server that answers", this::isHealthy, healthy -> healthy);
        } catch (AssertionError failed) {
            String words = lastWords();
            close();
            throw new AssertionError("the server does not start; its last words:\n" + words, failed);
        }
    }

    private boolean isHealthy() {
        assertRunning();
        try {
            return get("/").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Ends it as a crash would. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.kill();
        }
    }

    /** Fails, with the end of its log, when the server that was started here is no more. */
    void assertRunning() {
        if (process != null) {
            process.assertRunning();
        }
    }

    /** All of the server's log; nothing where that is elsewhere. */
    String log() {
        return process == null ? "" : process.log();
    }

    /** The end of the server's log, or where to look for it. */
    String lastWords() {
        return process == null ? "has its log elsewhere" : process.lastWords();
    }

    /** An HTTP request to the port that also does the signalling, not sent yet. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + url.getAuthority() + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** A call of the server API without any SDK. */
    HttpResponse<String> post(String path, String json, String token) {
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder unsent) {
        HttpRequest request = unsent.timeout(Duration.ofSeconds(20)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
