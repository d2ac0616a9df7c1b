package io.sluice.server;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Document;
import io.sluice.config.Flags;
import io.sluice.config.Sources;
import io.sluice.server.node.Node;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import io.sluice.transport.dtls.DtlsCertificate;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A whole node on free ports of the loopback interface. */
public final class RunningNode implements AutoCloseable {
    public static final KeyRing KEYS = KeyRing.of(Map.of("testkey", "a-secret-that-is-only-good-for-tests"));

    private static final int MEDIA_PORTS = 100;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(RANDOM);

    private final Node node;

    private RunningNode(Node node) {
        this.node = node;
    }

    /** Starts one with these settings, YAML at the top level, beside those that keep it to itself. */
    public static RunningNode with(String settings) {
        return with(settings, Map.of());
    }

    /** Starts one with these settings where the environment has these variables and no others. */
    public static RunningNode with(String settings, Map<String, String> environment) {
        try {
            Document document = new Document("test", configuration(0) + settings);
            return new RunningNode(Node.start(
                    ConfigLoader.load(new Sources(document, environment, Flags.none()))
                            .config(),
                    CERTIFICATE,
                    RANDOM));
        } catch (ConfigException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The settings that keep a server on the loopback interface and let {@link #token} be understood. */
    public static String configuration(int port) {
        int media = freeUdpPort();
        return """
                port: %d
                bind_addresses: ["127.0.0.1"]
                keys: {testkey: a-secret-that-is-only-good-for-tests}
                rtc:
                  tcp_port: 0
                  port_range_start: %d
                  port_range_end: %d
                  enable_loopback_candidate: true
                  interfaces: {includes: [lo]}
                  ips: {includes: [127.0.0.0/8]}
                sluice: {media_loops: 1}
                """.formatted(port, media, media + MEDIA_PORTS - 1);
    }

    /** The first of a range in which a node finds a free one. */
    private static int freeUdpPort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            return Math.min(socket.getLocalPort(), 65_536 - MEDIA_PORTS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public int port() {
        return node.port();
    }

    /** @param path with its slash */
    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** @param path with its slash */
    public URI webSocket(String path) {
        return URI.create("ws://127.0.0.1:" + port() + path);
    }

    /** The right to join a room. */
    public static VideoGrantBuilder joining(String room) {
        return VideoGrant.builder().roomJoin(true).room(room);
    }

    public static String token(String identity, VideoGrant grant) {
        return new TokenIssuer(KEYS)
                .issue(identity, Grants.builder().video(grant).build(), Duration.ofHours(1), Instant.now());
    }

    public static String token(String identity, String room) {
        return token(identity, joining(room).build());
    }

    /** @param configuration of the room that the bearer opens, in proto JSON */
    public static String tokenWithRoom(String identity, String room, String configuration) {
        Grants grants = Grants.builder()
                .video(joining(room).build())
                .roomConfig(configuration)
                .build();
        return new TokenIssuer(KEYS).issue(identity, grants, Duration.ofHours(1), Instant.now());
    }

    @Override
    public void close() {
        node.close();
    }
}
