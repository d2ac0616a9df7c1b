package io.sluice.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sluice from the built distribution, or with {@code -Dinterop.command=PROGRAM} a program that understands the same flags,
 * on free ports of the loopback interface. It ends with this JVM at the latest.
 */
final class ServerProcess implements AutoCloseable {
    static final String KEY = "devkey";
    static final String SECRET = "a-secret-that-is-only-good-for-tests";

    private static final Path LOGS = Path.of("target");
    private static final int LAST_LINES = 40;
    private static final int LONGEST_LINE = 400;
    private static final int MEDIA_PORTS = 100;

    final int port;
    private final Path log;
    private final Process process;
    private final Thread reaper;

    private ServerProcess(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
        this.reaper = new Thread(process::destroyForcibly, "server-reaper");
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** @param flags besides the usual ones */
    static ServerProcess start(List<String> flags) throws IOException {
        return start(flags, "");
    }

    /** @param settings YAML at the top level, beside the usual ones */
    static ServerProcess start(List<String> flags, String settings) throws IOException {
        int port = freeTcpPort();
        List<String> command = new ArrayList<>(program());
        command.addAll(List.of("--dev", "--config-body", configuration(port) + settings));
        command.addAll(flags);
        Files.createDirectories(LOGS);
        Path log = LOGS.resolve("sluice-under-test" + String.join("-", flags) + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // What the environment says about a server is meant for another one.
        builder.environment().keySet().removeIf(name -> name.startsWith("LIVEKIT_") || name.startsWith("SLUICE_"));
        builder.environment().put("LIVEKIT_KEYS", KEY + ": " + SECRET);
        return new ServerProcess(port, log, builder.start());
    }

    /** What starts the program: the server, or with further words one of its commands. */
    static List<String> program() {
        String program = System.getProperty("interop.command");
        if (program != null) {
            return List.of(program);
        }
        File jar = new File(System.getProperty("interop.jar", "../server/target/dist/sluice.jar"));
        if (!jar.exists()) {
            throw new AssertionError("there is no " + jar + "; mvn -pl server -am package makes it");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-jar", jar.getPath());
    }

    private static String configuration(int port) throws IOException {
        int media = freeUdpPort();
        return """
                port: %d
                bind_addresses: ["127.0.0.1"]
                rtc:
                  tcp_port: %d
                  port_range_start: %d
                  port_range_end: %d
                  node_ip: 127.0.0.1
                  use_external_ip: false
                  enable_loopback_candidate: true
                  interfaces: {includes: [lo]}
                """.formatted(port, freeTcpPort(), media, media + MEDIA_PORTS - 1);
    }

    static int freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The first of a range in which a server finds free ones. */
    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return Math.min(socket.getLocalPort(), 65_536 - MEDIA_PORTS);
        }
    }

    /** Ends it as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    void assertRunning() {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "the server has ended with " + process.exitValue() + "; its last words:\n" + lastWords());
        }
    }

    String log() {
        try {
            // Not readString: a program may have been killed in the middle of a character.
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of the log. */
    String lastWords() {
        List<String> lines = log().lines().toList();
        StringBuilder words = new StringBuilder("(" + log.toAbsolutePath() + ")");
        for (String line : lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) {
            words.append("\n  ").append(line, 0, Math.min(line.length(), LONGEST_LINE));
        }
        return words.toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
