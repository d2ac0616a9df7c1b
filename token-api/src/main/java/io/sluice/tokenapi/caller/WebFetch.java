package io.sluice.tokenapi.caller;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gets small documents from the web: no redirects, a few seconds at most, and no more than {@link #LARGEST} bytes. */
public final class WebFetch implements AutoCloseable {
    /** Bytes of a body. */
    public static final int LARGEST = 256 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]");

    /** Made when it is first needed, which it is on few servers. */
    private @Nullable HttpClient made;

    /** Whatever came back. */
    public record Fetched(int status, String body) {}

    /**
     * Gets.
     *
     * @throws IOException when nothing, too much or nothing in time came back
     */
    public Fetched get(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(PATIENCE).header("accept", "application/json");
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST));
        try {
            HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Fetched(response.statusCode(), response.body());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no answer from " + uri.getHost(), e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Whether secrets may travel to this address: by TLS, or inside of this machine. */
    public static boolean isSafe(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            return false;
        }
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && LOOPBACK.matcher(host).matches());
    }

    private synchronized HttpClient client() {
        HttpClient client = made;
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .build();
            made = client;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (made != null) {
            made.shutdownNow();
        }
    }
}
