package io.sluice.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** The metrics page as of a moment. */
record Scrape(List<String> lines) {
    static Scrape of(int port) {
        return of(port, "");
    }

    /** With names by Prometheus' rules instead of LiveKit's. */
    static Scrape conventional(int port) {
        return of(port, "?names=conventional");
    }

    private static Scrape of(int port, String query) {
        URI page = URI.create("http://127.0.0.1:" + port + "/metrics" + query);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new Scrape(client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The sum over the series of a family that have all these labels. */
    double value(String family, String... labels) {
        return lines.stream()
                .filter(line -> line.startsWith(family + "{") || line.startsWith(family + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
