package io.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Flags;
import io.sluice.config.NamedFlag;
import io.sluice.config.Problem;
import io.sluice.config.ProblemCode;
import io.sluice.config.Sources;
import io.sluice.config.keys.KnownKey;
import io.sluice.config.keys.KnownKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

class CommandLineFlagsTest {
    /** One for all: it takes longer to make than to use. */
    private static final CommandLine PARSER = CommandLineFlags.parser();

    private static Map<String, List<String>> parse(String... arguments) {
        return CommandLineFlags.of(PARSER.parseArgs(arguments)).values();
    }

    static Stream<KnownKey> scalarKeys() {
        return KnownKeys.all().stream().filter(KnownKey::isScalar);
    }

    private static String goodValue(KnownKey key) {
        return switch (key.path()) {
            case "token_api.url" -> "ws://example.com";
            case "token_api.database.url" -> "jdbc:h2:mem:test";
            case "token_api.token_source.path" -> "/api/token";
            case "token_api.cookie.table" -> "sessions";
            case "token_api.bearer.jwks_url", "token_api.bearer.issuer" -> "https://issuer.example";
            default -> goodValueOfType(key);
        };
    }

    private static String goodValueOfType(KnownKey key) {
        return switch (key.type()) {
            case BOOL -> "true";
            case INTEGER, COUNT -> "7";
            case PORT -> "8000";
            case PORTS -> "7000-7010";
            case NUMBER -> "0.5";
            case TEXT, SECRET -> "a text";
            case CHOICE -> key.choices().getFirst();
            case DURATION -> "500ms";
            case ADDRESSES -> "203.0.113.5";
            case TEXTS, NETWORKS, DURATIONS, TEXT_MAP, SECRET_MAP, TREE ->
                throw new IllegalArgumentException("not scalar: " + key.path());
        };
    }

    private static List<Problem> problems(Flags flags) {
        try {
            ConfigLoader.load(new Sources(null, Map.of(), flags));
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    @ParameterizedTest
    @MethodSource("scalarKeys")
    void everyScalarKeyIsAFlag(KnownKey key) {
        String value = goodValue(key);

        assertThat(parse("--" + key.path(), value)).isEqualTo(Map.of(key.path(), List.of(value)));
        assertThat(parse("--" + key.path() + "=" + value)).isEqualTo(Map.of(key.path(), List.of(value)));
    }

    @Test
    void theSettingsUnderstandThemAll() {
        List<String> arguments = new ArrayList<>();
        scalarKeys().forEach(key -> arguments.addAll(List.of("--" + key.path(), goodValue(key))));

        Flags flags = new Flags(parse(arguments.toArray(String[]::new)));

        assertThat(flags.values()).hasSameSizeAs(scalarKeys().toList());
        assertThat(problems(flags))
                .extracting(Problem::code)
                .doesNotContain(ProblemCode.UNKNOWN_FLAG, ProblemCode.WRONG_TYPE);
    }

    @ParameterizedTest
    @EnumSource
    void everyNamedFlagIsThereWithOrWithoutAValue(NamedFlag flag) {
        if (flag.isSwitch()) {
            assertThat(parse("--" + flag.flag())).isEqualTo(Map.of(flag.flag(), List.of("true")));
        } else {
            assertThat(parse("--" + flag.flag(), "x")).isEqualTo(Map.of(flag.flag(), List.of("x")));
            assertThatExceptionOfType(ParameterException.class)
                    .isThrownBy(() -> parse("--" + flag.flag()))
                    .withMessageContaining("--" + flag.flag());
        }
    }

    @Test
    void addressesAddUp() {
        assertThat(parse("--bind", "127.0.0.1", "--bind", "::1"))
                .isEqualTo(Map.of("bind", List.of("127.0.0.1", "::1")));
    }

    @Test
    void theLastOfTwoValuesCounts() {
        Map<String, List<String>> parsed = parse("--port", "1", "--region", "a", "--port", "2", "--region", "b");

        assertThat(parsed.get("port")).endsWith("2");
        assertThat(parsed.get("region")).endsWith("b");
    }

    @Test
    void aSwitchMayBeGivenTwice() {
        assertThat(parse("--dev", "--dev")).isEqualTo(Map.of("dev", List.of("true")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-dash", "--two-dashes", "@at", "@@at", "\"quoted\"", "${sys:user.home}", "a=b"})
    void aValueStaysAsItWasTyped(String value) {
        assertThat(parse("--redis-password", value)).isEqualTo(Map.of("redis-password", List.of(value)));
        assertThat(parse("--redis-password=" + value)).isEqualTo(Map.of("redis-password", List.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-flag", "--rtc", "--rtc.tcp_prot", "--keys.a", "-x", "stray"})
    void whatNobodyKnowsIsNamed(String argument) {
        assertThatExceptionOfType(UnmatchedArgumentException.class)
                .isThrownBy(() -> parse("--dev", argument))
                .withMessageContaining(argument);
    }

    @Test
    void theHelpNamesEveryFlagAndSaysWhereTheRestIsToldOf() {
        String help = PARSER.getUsageMessage();

        assertThat(help)
                .contains(Arrays.stream(NamedFlag.values())
                        .map(flag -> "--" + flag.flag())
                        .toList())
                .contains("docs/reference/configuration.md")
                .doesNotContain("rtc.pli_throttle");
    }
}
