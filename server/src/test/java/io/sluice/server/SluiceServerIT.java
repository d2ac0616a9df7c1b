package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.signaling.proto.DisconnectReason;
import io.sluice.signaling.proto.SignalResponse;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SluiceServerIT {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    /** 128 and the number of SIGTERM, as shells count. */
    private static final int TERMINATED = 143;

    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");

    private static ServerProcess usual(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--config-body";
        arguments[1] = RunningNode.configuration(0);
        System.arraycopy(more, 0, arguments, 2, more.length);
        return ServerProcess.start(arguments);
    }

    @Test
    void theHelpIsShownAndNothingElseIsDone() {
        try (ServerProcess server = ServerProcess.start("--help")) {
            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).anyMatch(line -> line.contains("--config-body"));
            assertThat(server.errors()).isEmpty();
        }
    }

    @Test
    void theVersionIsThatOfTheJar() {
        try (ServerProcess server = ServerProcess.start("--version")) {
            assertThat(server.awaitExit()).isZero();
            assertThat(server.output()).singleElement().asString().matches("sluice \\d+\\.\\d+\\.\\d+.*");
        }
    }

    @Test
    void anUnknownFlagIsNamedInOneLine() {
        try (ServerProcess server = ServerProcess.start("--dev", "--no-such-flag")) {
            assertThat(server.awaitExit()).isEqualTo(WRONG_USE);
            assertThat(server.output()).isEmpty();
            assertThat(server.errors())
                    .containsExactly(
                            "sluice: Unknown option: '--no-such-flag'", "sluice: sluice --help lists the flags");
        }
    }

    @Test
    void everythingThatIsWrongWithTheConfigurationIsToldAtOnce() {
        String wrong = """
                port: 99999
                no_such_key: 1
                rtc: {tcp_port: many}
                """;
        try (ServerProcess server = ServerProcess.start("--config-body", wrong, "--log_level", "loud")) {
            assertThat(server.awaitExit()).isEqualTo(WRONG_USE);
            assertThat(server.output()).isEmpty();
            assertThat(server.errors())
                    .hasSize(5)
                    .allMatch(line -> line.startsWith("sluice: "))
                    .anyMatch(line -> line.contains("port") && line.contains("99999"))
                    .anyMatch(line -> line.contains("no_such_key") && line.contains("[config.unknown_key]"))
                    .anyMatch(line -> line.contains("rtc.tcp_port") && line.contains("many"))
                    .anyMatch(line -> line.contains("--log_level") && line.contains("loud"))
                    .anyMatch(line -> line.contains("[config.no_keys]"));
        }
    }

    @Test
    void aConfigurationFileThatIsMissingIsNamed() {
        try (ServerProcess server = ServerProcess.start("--config", "no/such/file.yaml")) {
            assertThat(server.awaitExit()).isEqualTo(WRONG_USE);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .contains("no/such/file.yaml", "[config.file_unreadable]");
        }
    }

    @Test
    void anHttpPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOCAL);
                ServerProcess server = usual("--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.awaitExit()).isEqualTo(FAILED);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " for HTTP", "in use");
        }
    }

    @Test
    void aTcpPortForMediaInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOCAL);
                ServerProcess server = usual("--rtc.tcp_port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.awaitExit()).isEqualTo(FAILED);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .contains("port " + taken.getLocalPort() + " for ICE-TCP", "in use");
        }
    }

    @Test
    void aUdpPortInUseIsNamed() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, LOCAL);
                ServerProcess server = usual("--udp-port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.awaitExit()).isEqualTo(FAILED);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .contains("UDP port " + taken.getLocalPort(), "rtc.udp_port", "in use");
        }
    }

    @Test
    void withoutAnAddressForMediaTheServerSaysWhichKeysToLookAt() {
        try (ServerProcess server = usual("--rtc.enable_loopback_candidate", "false")) {
            assertThat(server.awaitExit()).isEqualTo(FAILED);
            assertThat(server.errors()).singleElement().asString().contains("rtc.interfaces", "rtc.ips");
        }
    }

    @Test
    void whoIsConnectedIsToldOfTheEnd() {
        try (ServerProcess server = usual()) {
            URI rtc = rtc(server);
            try (SignalClient ann = SignalClient.join(rtc, RunningNode.token("ann", "lobby"));
                    SignalClient bob = SignalClient.join(rtc, RunningNode.token("bob", "another"))) {
                ann.awaitJoin();
                bob.awaitJoin();

                server.terminate();

                assertThat(server.awaitExit()).isEqualTo(TERMINATED);
                for (SignalClient client : List.of(ann, bob)) {
                    SignalResponse leave =
                            client.await("a Leave", SignalResponse::hasLeave).message();
                    assertThat(leave.getLeave().getReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
                }
                assertThat(server.errors()).isEmpty();
                assertThat(server.output())
                        .anyMatch(line -> line.contains("stopping"))
                        .noneMatch(SluiceServerIT::isComplaint);
            }
        }
    }

    /** That the machine has small buffers is its own business, and that nothing outlives such a server is what a test wants. */
    private static boolean isComplaint(String line) {
        return (line.contains("WARN") || line.contains("ERROR"))
                && !line.contains("udp_buffer_small")
                && !line.contains("token_api_forgets");
    }

    @Test
    void anIdleServerEndsToo() {
        try (ServerProcess server = usual()) {
            server.awaitReady();

            server.terminate();

            assertThat(server.awaitExit()).isEqualTo(TERMINATED);
            assertThat(server.output())
                    .as("nothing of what was rehearsed")
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("participant_"));
        }
    }

    @Test
    void aServerThatDrainsLetsRoomsGoOnAndTakesNoNewOnes() {
        try (ServerProcess server = usual("--sluice.drain_timeout", "10m")) {
            URI rtc = rtc(server);
            try (SignalClient ann = joined(rtc, "ann")) {
                server.terminate();
                Await.until("draining", () -> server.hasSaid("draining"), said -> said);

                assertThat(refused(rtc, "another")).isTrue();
                try (SignalClient bob = joined(rtc, "bob")) {
                    bob.sendLeave();
                }
                ann.sendLeave();

                assertThat(server.awaitExit()).isEqualTo(TERMINATED);
                assertThat(server.output()).anyMatch(line -> line.contains("drained empty=true"));
            }
        }
    }

    private static URI rtc(ServerProcess server) {
        return URI.create("ws://127.0.0.1:" + server.awaitReady() + "/rtc");
    }

    private static SignalClient joined(URI rtc, String identity) {
        SignalClient client = SignalClient.join(rtc, RunningNode.token(identity, "lobby"));
        client.awaitJoin();
        return client;
    }

    private static boolean refused(URI rtc, String room) {
        try (SignalClient client = SignalClient.join(rtc, RunningNode.token("cid", room))) {
            client.sendLeave();
            return false;
        } catch (CompletionException e) {
            return e.getCause() instanceof WebSocketHandshakeException answer
                    && answer.getResponse().statusCode() == 503;
        }
    }

    @Test
    void aSecondSignalEndsTheRoomsOfAServerThatDrains() {
        try (ServerProcess server = usual("--sluice.drain_timeout", "10m")) {
            URI rtc = rtc(server);
            try (SignalClient ann = joined(rtc, "ann")) {
                server.terminate();
                Await.until("draining", () -> server.hasSaid("draining"), said -> said);

                server.terminate();

                assertThat(server.awaitExit()).isEqualTo(TERMINATED);
                assertThat(ann.await("a Leave", SignalResponse::hasLeave)
                                .message()
                                .getLeave()
                                .getReason())
                        .isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
            }
        }
    }

    @Test
    void aServerThatDrainsEndsItsRoomsWhenTheTimeIsUp() {
        try (ServerProcess server = usual("--sluice.drain_timeout", "1s")) {
            URI rtc = rtc(server);
            try (SignalClient ann = joined(rtc, "ann")) {
                server.terminate();

                assertThat(server.awaitExit()).isEqualTo(TERMINATED);
                ann.await("a Leave", SignalResponse::hasLeave);
                assertThat(server.output()).anyMatch(line -> line.contains("drained empty=false"));
            }
        }
    }

    @Test
    void theProgramHasCommandsBesideTheServer() {
        try (ServerProcess help = ServerProcess.start("--help");
                ServerProcess keys = ServerProcess.start("generate-keys")) {
            assertThat(help.awaitExit()).isZero();
            assertThat(help.output()).anyMatch(line -> line.matches(" +participants +List, .*"));
            assertThat(keys.awaitExit()).isZero();
            assertThat(keys.output()).hasSize(2).first().asString().startsWith("API Key: ");
            assertThat(keys.errors()).isEmpty();
        }
    }

    @Test
    void theLogMayBeOneObjectALine() throws IOException {
        try (ServerProcess server = usual("--logging.json", "true")) {
            Await.until("a line of the log", server::isSaying, saying -> saying);
            server.terminate();
            server.awaitExit();

            ObjectMapper json = new ObjectMapper();
            for (String line : server.output()) {
                assertThat(json.readTree(line).path("formattedMessage").asText())
                        .as(line)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void inDevelopmentTheServerInvitesToItsPage() throws Exception {
        try (ServerProcess server = usual("--dev")) {
            int port = server.awaitReady();
            String page = "http://localhost:" + port + "/meet/";

            Await.until("the invitation", () -> server.hasSaid(page), said -> said);
            assertThat(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/meet/"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            server.terminate();
            server.awaitExit();
            // The keys are the operator's own, so they are nobody else's business.
            assertThat(server.output()).noneMatch(line -> line.contains("a-secret-that-is-only-good-for-tests"));
        }
    }
}
