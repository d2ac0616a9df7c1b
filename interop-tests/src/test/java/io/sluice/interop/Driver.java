package io.sluice.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The Node process that holds the clients; lives as long as the test run. */
final class Driver implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Longer than any wait inside a client, so that the client's own message comes first. */
    private static final int ANSWER_SECONDS = 40;

    private final Process process;
    private final OutputStream input;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

    private Driver(Process process) {
        this.process = process;
        this.input = process.getOutputStream();
        Thread.ofVirtual().name("driver-answers").start(this::readAnswers);
    }

    static Driver start() {
        try {
            return new Driver(new ProcessBuilder("node", "driver.js")
                    .directory(Path.of(System.getProperty("interop.clients", "src/test/node"))
                            .toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode ask(String command, Map<String, ?> arguments) {
        int id = count.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        try {
            byte[] line = JSON.writeValueAsBytes(Map.of("id", id, "command", command, "args", arguments));
            synchronized (input) {
                input.write(line);
                input.write('\n');
                input.flush();
            }
            JsonNode reply = answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (reply.has("error")) {
                throw new AssertionError(
                        command + " " + arguments + ": " + reply.path("error").asText());
            }
            return reply.path("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer to " + command + " " + arguments, e);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            pending.remove(id);
        }
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode reply = JSON.readTree(line);
                CompletableFuture<JsonNode> waiting =
                        pending.get(reply.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(reply);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            pending.values().forEach(waiting -> waiting.completeExceptionally(new IOException("the driver has ended")));
        }
    }

    /** The driver ends with its input, and Chromium with the driver. */
    @Override
    public void close() throws IOException, InterruptedException {
        input.close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
