package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    Path directory;

    @Test
    void variablesWinOverTheDocumentAndFlagsOverVariables() throws ConfigException {
        String yaml = "port: 1\nrtc: {tcp_port: 11}\n" + Loading.KEYS;
        Map<String, String> environment = Map.of("LIVEKIT_PORT", "2", "LIVEKIT_RTC_TCP_PORT", "12");
        Flags flags = Flags.none().with("port", "3");

        SluiceConfig config = Loading.load(yaml, environment, flags).config();

        assertThat(config.port()).isEqualTo(3);
        assertThat(config.rtc().tcpPort()).isEqualTo(12);
    }

    @Test
    void variablesWithANameOfTheirOwnWinOverThoseNamedByPath() throws ConfigException {
        Map<String, String> environment = Map.of(
                "LIVEKIT_RTC_UDP_PORT", "1000",
                "UDP_PORT", "2000-2003",
                "NODE_IP", "10.1.2.3,fd00::1",
                "LIVEKIT_REGION", "eu");

        SluiceConfig config =
                Loading.load(Loading.KEYS, environment, Flags.none()).config();

        assertThat(config.rtc().udpPorts().range()).hasToString("2000-2003");
        assertThat(config.rtc().nodeAddresses())
                .containsExactly(InetAddress.ofLiteral("10.1.2.3"), InetAddress.ofLiteral("fd00::1"));
        assertThat(config.region()).isEqualTo("eu");
    }

    @Test
    void everyScalarKeyIsAVariableAndAFlag() throws ConfigException {
        SluiceConfig config = Loading.load(
                        Loading.KEYS,
                        Map.of("SLUICE_MEDIA_LOOPS", "4", "LIVEKIT_RTC_PLI_THROTTLE_LOW_QUALITY", "1m30s"),
                        Flags.none().with("sluice.srtp_engine", "jitsi").with("sluice.dtls_role", "passive"))
                .config();

        assertThat(config.engine())
                .isEqualTo(new EngineConfig(4, 0, SrtpEngine.JITSI, DtlsRole.PASSIVE, Duration.ZERO));
        assertThat(config.rtc().pliThrottle().low()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void aFlagThatNamesAPathGivesWayToTheFlagWithANameOfItsOwn() throws ConfigException {
        Flags flags = Flags.none()
                .with(NamedFlag.REGION, "named")
                .with("region", "again")
                .with(NamedFlag.UDP_PORT, "7000")
                .with("rtc.udp_port", "8000");

        SluiceConfig config = Loading.load(Loading.KEYS, NONE, flags).config();

        assertThat(config.region()).isEqualTo("again");
        assertThat(config.rtc().udpPorts().range()).hasToString("7000");
    }

    @Test
    void bindMayBeRepeated() throws ConfigException {
        Flags flags = Flags.none().with(NamedFlag.BIND, "10.0.0.1").with(NamedFlag.BIND, "10.0.0.2");

        assertThat(Loading.load(Loading.KEYS, NONE, flags).config().bindAddresses())
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void anUnknownFlagIsRefusedWithTheNearestOne() {
        assertThat(Loading.problems(Loading.KEYS, NONE, Flags.none().with("rtc.tcp_prot", "1")))
                .extracting(Problem::toString)
                .containsExactly("--rtc.tcp_prot: unknown flag; did you mean --rtc.tcp_port? [config.unknown_flag]");
    }

    @Test
    void aWrongValueIsToldWithTheVariableOrFlagItCameFrom() {
        assertThat(Loading.problems(
                        Loading.KEYS, Map.of("UDP_PORT", "many"), Flags.none().with("room.empty_timeout", "-1")))
                .extracting(Problem::where)
                .containsExactly("environment variable UDP_PORT", "--room.empty_timeout");
    }

    @Test
    void aVariableThatTwoKeysShareMeansTheCurrentOne() throws ConfigException {
        LoadedConfig loaded = Loading.load(Loading.KEYS, Map.of("LIVEKIT_PROMETHEUS_PORT", "6789"), Flags.none());

        assertThat(loaded.config().prometheus().port()).isEqualTo(6789);
        assertThat(loaded.warnings()).noneMatch(warning -> warning.contains("old name"));
    }

    @Test
    void aVariableSetToNothingIsNotSet() throws ConfigException {
        assertThat(Loading.load(Loading.KEYS, Map.of("LIVEKIT_PORT", ""), Flags.none())
                        .config()
                        .port())
                .isEqualTo(7880);
    }

    @Test
    void aConfigurationInAVariableReplacesTheFile() throws ConfigException, IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "port: 1\nregion: file\n" + Loading.KEYS);
        Flags flags = Flags.none().with(NamedFlag.CONFIG, file.toString());

        Sources sources = Sources.of(Map.of("LIVEKIT_CONFIG", "port: 2\n" + Loading.KEYS), flags);

        SluiceConfig config = ConfigLoader.load(sources).config();
        assertThat(config.port()).isEqualTo(2);
        assertThat(config.region()).isEmpty();
    }

    @Test
    void aConfigurationInAFlagReplacesTheVariable() throws ConfigException {
        Flags flags = Flags.none().with(NamedFlag.CONFIG_BODY, "port: 3\n" + Loading.KEYS);

        assertThat(ConfigLoader.load(Sources.of(Map.of("LIVEKIT_CONFIG", "port: 2"), flags))
                        .config()
                        .port())
                .isEqualTo(3);
    }

    @Test
    void aFileIsReadAndNamedInMessages() throws IOException {
        Path file = Files.writeString(directory.resolve("c.yaml"), "prot: 1\n" + Loading.KEYS);
        Flags flags = Flags.none().with(NamedFlag.CONFIG, file.toString());

        assertThatThrownBy(() -> ConfigLoader.load(Sources.of(NONE, flags)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":1: prot: unknown key");
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        Flags flags = Flags.none()
                .with(NamedFlag.CONFIG, directory.resolve("none.yaml").toString());

        assertThatThrownBy(() -> Sources.of(NONE, flags))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file [config.file_unreadable]");
    }
}
