package io.sluice.server.hook;

import io.sluice.signaling.webhook.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Posts letters. Blocks; any number of threads may use it. A redirect that keeps the method (307, 308) is followed for receivers from the
 * configuration; all others are refusals, as the body would be lost or go where nobody allowed it to go.
 */
final class Postman implements AutoCloseable {
    private static final int REDIRECTS = 3;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client;
    private final WebhookSigner signer;
    private final InstantSource clock;
    private final List<String> configured;

    /** @param configured URLs that the operator vouches for */
    Postman(WebhookSigner signer, InstantSource clock, List<String> configured) {
        this.signer = signer;
        this.clock = clock;
        this.configured = List.copyOf(configured);
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Tries once. */
    Outcome send(Letter letter) throws InterruptedException {
        try {
            URI to = URI.create(letter.receiver());
            for (int i = 0; i <= REDIRECTS; i++) {
                HttpResponse<Void> answer = client.send(request(to, letter), HttpResponse.BodyHandlers.discarding());
                int status = answer.statusCode();
                String elsewhere = answer.headers().firstValue("Location").orElse("");
                if (status != 307 && status != 308 || elsewhere.isEmpty() || !configured.contains(letter.receiver())) {
                    return outcome(answer);
                }
                to = to.resolve(elsewhere);
            }
            return new Outcome.Failed("too many redirects", 0);
        } catch (IOException e) {
            return new Outcome.Failed(e.getClass().getSimpleName(), 0);
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed("unusable URL", 0);
        }
    }

    /** Signed anew for every try: a signature holds for minutes, a letter may wait for hours. */
    private HttpRequest request(URI to, Letter letter) {
        return HttpRequest.newBuilder(to)
                .timeout(ANSWER)
                .header("Authorization", signer.sign(letter.body(), clock.instant()))
                .header("Content-Type", "application/webhook+json")
                .header("User-Agent", "LiveKit")
                .POST(HttpRequest.BodyPublishers.ofByteArray(letter.body()))
                .build();
    }

    private static Outcome outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        if (status >= 500 && status != 501 || status == 429 || status == 408) {
            return new Outcome.Failed("status " + status, retryAfter(answer));
        }
        return new Outcome.Refused(status);
    }

    private static long retryAfter(HttpResponse<Void> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,6}") ? Long.parseLong(seconds) * 1_000 : 0;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
