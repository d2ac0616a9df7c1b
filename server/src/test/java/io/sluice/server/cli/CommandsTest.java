package io.sluice.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import io.sluice.tokenapi.token.VideoGrant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no server. */
class CommandsTest {
    private static final String KEY = "testkey";
    private static final String SECRET = "a-secret-that-is-only-good-for-tests";

    private static AccessToken token(Cli made) {
        assertThat(made.err()).isEmpty();
        assertThat(made.status()).isZero();
        return switch (new TokenVerifier(KeyRing.of(Map.of(KEY, SECRET)))
                .verify(made.out().strip(), Instant.now())) {
            case TokenVerdict.Verified verified -> verified.token();
            case TokenVerdict.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static Cli create(String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {"token", "create", "--api-key", KEY, "--api-secret", SECRET}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Cli.run(arguments);
    }

    @Test
    void aTokenForARoomLetsItsBearerJoin() {
        AccessToken token = token(create(
                "--room", "lobby", "--identity", "ann", "--name", "Ann", "--attribute", "a=b=c", "--valid-for", "90m"));

        VideoGrant video = Objects.requireNonNull(token.grants().video());
        assertThat(token.identity()).isEqualTo("ann");
        assertThat(token.grants().name()).isEqualTo("Ann");
        assertThat(token.grants().attributes()).containsExactly(Map.entry("a", "b=c"));
        assertThat(video.roomJoin()).isTrue();
        assertThat(video.room()).isEqualTo("lobby");
        assertThat(video.roomAdmin()).isFalse();
        assertThat(video.mayPublish()).isTrue();
        assertThat(Duration.between(Instant.now(), token.expiresAt()))
                .isBetween(Duration.ofMinutes(88), Duration.ofMinutes(90));
    }

    @Test
    void rightsAreWhatIsAskedFor() {
        VideoGrant listener = Objects.requireNonNull(
                token(create("--join", "--room", "lobby", "--identity", "bob", "--no-publish", "--hidden", "--admin"))
                        .grants()
                        .video());
        VideoGrant worker =
                Objects.requireNonNull(token(create("--agent")).grants().video());

        assertThat(listener.roomJoin()).isTrue();
        assertThat(listener.mayPublish()).isFalse();
        assertThat(listener.maySubscribe()).isTrue();
        assertThat(listener.hidden()).isTrue();
        assertThat(listener.administers("lobby")).isTrue();
        assertThat(worker.agent()).isTrue();
        assertThat(worker.roomJoin()).isFalse();
    }

    @Test
    void whatATokenCanNotBeIsSaid() {
        assertThat(create("--join", "--room", "lobby"))
                .isEqualTo(new Cli(1, "", "sluice: to join, a token needs --room and --identity\n"));
        assertThat(create("--room", "lobby", "--identity", "ann", "--valid-for", "soon"))
                .isEqualTo(new Cli(1, "", "sluice: this is no duration: soon\n"));
        assertThat(create("--room", "lobby", "--identity", "ann", "--attribute", "x"))
                .isEqualTo(new Cli(1, "", "sluice: an attribute is written KEY=VALUE, not x\n"));
    }

    @Test
    void newKeysAreAsLongAsAServerAsksForAndNeverTheSame() {
        Pattern form = Pattern.compile("API Key: +API(\\w{12})\nAPI Secret: +(\\w{43})\n");

        Matcher one = form.matcher(Cli.run("generate-keys").out());
        Matcher two = form.matcher(Cli.run("generate-keys").out());

        assertThat(one.matches()).isTrue();
        assertThat(two.matches()).isTrue();
        assertThat(one.group(1)).isNotEqualTo(two.group(1));
        assertThat(one.group(2)).isNotEqualTo(two.group(2));
    }

    @Test
    void aGoodConfigurationIsCalledSo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("good.yaml"), "keys: {" + KEY + ": " + SECRET + "}\nlogging: {sample: true}\n");

        Cli checked = Cli.run("config", "check", file.toString());

        assertThat(checked.status()).isZero();
        assertThat(checked.err()).isEmpty();
        assertThat(checked.out())
                .startsWith("warning: ")
                .contains("logging.sample")
                .endsWith(file + " is good\n");
    }

    @Test
    void allThatIsWrongWithAConfigurationIsToldAtOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.yaml"), "keys: {" + KEY + ": " + SECRET + "}\nport: 99999\nno_such_key: 1\n");

        Cli checked = Cli.run("config", "check", file.toString());

        assertThat(checked.status()).isEqualTo(2);
        assertThat(checked.out()).isEmpty();
        assertThat(checked.err().lines().toList())
                .hasSize(2)
                .allMatch(line -> line.startsWith("sluice: " + file))
                .anyMatch(line -> line.contains("port"))
                .anyMatch(line -> line.contains("no_such_key"));
    }

    @Test
    void thePortsAreThoseOfTheConfiguration(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("ports.yaml"), """
                keys: {%s: %s}
                port: 7000
                prometheus: {port: 7009}
                rtc: {tcp_port: 7001, port_range_start: 40000, port_range_end: 40100}
                """.formatted(KEY, SECRET));

        Cli ports = Cli.run("ports", "--config", file.toString());

        assertThat(ports.out().lines().map(String::strip))
                .containsExactly(
                        "TCP Ports",
                        "7000 - HTTP service",
                        "7001 - ICE/TCP",
                        "7009 - metrics, for your own network only",
                        "UDP Ports",
                        "40000-40100 - ICE/UDP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate-keys", "token", "rooms", "participants", "dispatches", "config", "ports"})
    void everyCommandHasHelpAndStandsInTheSummary(String command) {
        Cli help = Cli.run(command, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("Usage: sluice " + command);
        assertThat(Commands.summary()).anyMatch(line -> line.startsWith("  " + command + " "));
    }

    @Test
    void whatIsNotUnderstoodIsSaidInTwoLines() {
        Cli unknown = Cli.run("rooms", "list", "--colour");

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualTo("sluice: Unknown option: '--colour'\nsluice: sluice rooms list --help tells more\n");
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeSo() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        String url = "ws://127.0.0.1:" + port;

        Cli list = Cli.run("rooms", "list", "--url", url, "--dev");

        assertThat(list).isEqualTo(new Cli(1, "", "sluice: no server answers at http://127.0.0.1:" + port + "\n"));
    }
}
