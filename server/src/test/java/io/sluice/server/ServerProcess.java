package io.sluice.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program as an operator starts it: the built jar in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "dist", "sluice.jar");
    /**
     * A start costs several seconds of processor time: classes are loaded, certificates made, joins rehearsed. Where a dozen other processes
     * want the same two cores that alone takes longer than everything else a test waits for.
     */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final Pattern READY = Pattern.compile("ready port=(\\d+)");

    private final Process process;
    private final Lines output;
    private final Lines errors;

    private ServerProcess(Process process) {
        this.process = process;
        this.output = new Lines(process.inputReader(StandardCharsets.UTF_8));
        this.errors = new Lines(process.errorReader(StandardCharsets.UTF_8));
    }

    /** Collects what a stream says until it ends. */
    private static final class Lines {
        private final List<String> lines = new ArrayList<>();
        private final Thread reader;

        Lines(BufferedReader from) {
            reader = Thread.ofVirtual().start(() -> {
                try (from) {
                    for (String line = from.readLine(); line != null; line = from.readLine()) {
                        synchronized (lines) {
                            lines.add(line);
                        }
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        List<String> soFar() {
            synchronized (lines) {
                return List.copyOf(lines);
            }
        }

        List<String> toTheEnd() {
            try {
                reader.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return soFar();
        }
    }

    static ServerProcess start(String... arguments) {
        if (!Files.exists(JAR)) {
            throw new AssertionError("there is no " + JAR + "; the package phase makes it");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // What the environment says about a server is meant for another one.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LIVEKIT_")
                        || name.startsWith("SLUICE_")
                        || name.equals("UDP_PORT")
                        || name.equals("NODE_IP"));
        try {
            return new ServerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that the server says it listens on. */
    int awaitReady() {
        List<String> said = Await.until(
                "a server that is ready",
                LIMIT,
                output::soFar,
                lines -> port(lines).isPresent() || !process.isAlive());
        return port(said).orElseThrow(() -> new AssertionError("ended with " + awaitExit() + ": " + errors()));
    }

    private static OptionalInt port(List<String> lines) {
        return lines.stream()
                .map(READY::matcher)
                .filter(Matcher::find)
                .mapToInt(ready -> Integer.parseInt(ready.group(1)))
                .findFirst();
    }

    boolean isSaying() {
        return !output.soFar().isEmpty();
    }

    boolean hasSaid(String words) {
        return output.soFar().stream().anyMatch(line -> line.contains(words));
    }

    /** Asks the process to end, as an operator does (SIGTERM). */
    void terminate() {
        // By its handle: Process.destroy also closes the streams, and the last words would be lost.
        process.toHandle().destroy();
    }

    /** Waits for the end; the exit status. */
    int awaitExit() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end; it said " + output.soFar() + errors.soFar());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** What it wrote to standard output; to be called after its end. */
    List<String> output() {
        return output.toTheEnd();
    }

    /** What it wrote to standard error; to be called after its end. */
    List<String> errors() {
        return errors.toTheEnd();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
