package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A backend in a process of its own that takes webhooks with the official Node SDK. Kept between its lives: what it was told. */
final class HookBackend implements AutoCloseable {
    private final int port;
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private @Nullable Process process;

    HookBackend(int port) {
        this.port = port;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/webhook";
    }

    /** Starts, or comes back. */
    void start() {
        try {
            Process started = new ProcessBuilder(
                            "node", "hooks.js", Integer.toString(port), ServerProcess.KEY, ServerProcess.SECRET)
                    .directory(Path.of(System.getProperty("interop.clients", "src/test/node"))
                            .toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process = started;
            Thread.ofVirtual().name("hook-backend").start(() -> read(started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Process from) {
        try (BufferedReader lines = from.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(Driver.JSON.readTree(line));
            }
        } catch (IOException e) {
            // It was told to end in the middle of a line.
        }
    }

    /** Events so far; a {@code refused} among them was not signed well. */
    List<JsonNode> told() {
        return told.stream()
                .filter(line -> !line.path("event").asText().equals("ready"))
                .toList();
    }

    /** Events so far as {@code name who what}. */
    List<String> script() {
        return told().stream().map(HookBackend::line).toList();
    }

    private static String line(JsonNode event) {
        StringBuilder line = new StringBuilder(event.path("event").asText());
        if (event.has("participant")) {
            line.append(' ').append(event.path("participant").asText());
        }
        if (event.has("track")) {
            line.append(' ').append(event.path("source").asInt() == 1 ? "camera" : "microphone");
        }
        return line.toString();
    }

    List<JsonNode> await(int count) {
        return Await.until(count + " events", this::told, seen -> seen.size() >= count);
    }

    /** Goes, without a word to anybody. */
    void stop() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
