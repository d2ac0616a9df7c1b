package io.sluice.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The server that the clients talk to: by default a child process from the built distribution; with
 * {@code -Dinterop.command=PROGRAM} any program that understands the same configuration file; with
 * {@code -Dinterop.url -Dinterop.key -Dinterop.secret} one that already runs.
 */
final class ServerUnderTest implements AutoCloseable {
    private static final String OWN_KEY = "devkey";
    private static final String OWN_SECRET = "a-secret-that-is-only-good-for-tests";

    final URI url;
    final String key;
    final String secret;
    private final @Nullable Process process;

    private ServerUnderTest(URI url, String key, String secret, @Nullable Process process) {
        this.url = url;
        this.key = key;
        this.secret = secret;
        this.process = process;
    }

    static ServerUnderTest start() {
        String external = System.getProperty("interop.url");
        if (external != null) {
            return new ServerUnderTest(
                    URI.create(external),
                    System.getProperty("interop.key", OWN_KEY),
                    System.getProperty("interop.secret", OWN_SECRET),
                    null);
        }
        try {
            return launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerUnderTest launch() throws IOException {
        int port = freePort();
        Path folder = Files.createDirectories(Path.of("target", "server-under-test"));
        Path configuration = Files.writeString(
                folder.resolve("config.yaml"), """
                port: %d
                bind_addresses: ["127.0.0.1"]
                keys: {%s: %s}
                logging: {level: info}
                rtc:
                  udp_port: %d
                  tcp_port: %d
                  node_ip: 127.0.0.1
                  use_external_ip: false
                  enable_loopback_candidate: true
                  interfaces: {includes: [lo]}
                """.formatted(port, OWN_KEY, OWN_SECRET, freePort(), freePort()));
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of("--config", configuration.toString()));
        File log = folder.resolve("server.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        ServerUnderTest server =
                new ServerUnderTest(URI.create("ws://127.0.0.1:" + port), OWN_KEY, OWN_SECRET, process);
        Await.until("a healthy server (its log is " + log + ")", server::isHealthy, healthy -> healthy);
        return server;
    }

    private static List<String> command() {
        String program = System.getProperty("interop.command");
        if (program != null) {
            return List.of(program);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx512m", "-jar", System.getProperty("interop.jar", "../server/target/dist/sluice.jar"));
    }

    /** Free for TCP and, since nobody else here asks for it by number, for UDP. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isHealthy() {
        if (process != null && !process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue());
        }
        try {
            return get("/").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** An HTTP request to the port that also does the signalling. */
    HttpResponse<String> get(String path) {
        URI target = URI.create("http://" + url.getAuthority() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
