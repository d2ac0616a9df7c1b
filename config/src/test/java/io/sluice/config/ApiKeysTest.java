package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    @TempDir
    Path directory;

    private static List<ProblemCode> codes(String yaml, Map<String, String> environment, Flags flags) {
        return Loading.problems(yaml, environment, flags).stream()
                .map(Problem::code)
                .toList();
    }

    private Path keyFile(String mode, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("keys.yaml"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void withoutKeysAServerDoesNotStart() {
        assertThat(Loading.problems("", Map.of(), Flags.none()))
                .extracting(Problem::toString)
                .containsExactly("one of key-file or keys must be provided [config.no_keys]");
    }

    @Test
    void placeholderKeysAreRefusedOutsideDevelopment() {
        assertThat(codes("keys: {devkey: secret}\n", Map.of(), Flags.none()))
                .containsExactly(ProblemCode.PLACEHOLDER_KEY);
    }

    @Test
    void placeholderKeysFromTheEnvironmentAreRefusedToo() {
        Map<String, String> environment = Map.of("LIVEKIT_API_KEY", "devkey", "LIVEKIT_API_SECRET", "secret");

        assertThat(codes("", environment, Flags.none())).containsExactly(ProblemCode.PLACEHOLDER_KEY);
        assertThat(codes("", environment, Flags.none().with(NamedFlag.DEV))).isEmpty();
    }

    @Test
    void shortSecretsAreForDevelopmentOnly() {
        String yaml = "keys: {a: " + Loading.SECRET.substring(1) + "}\n";

        assertThat(codes(yaml, Map.of(), Flags.none())).containsExactly(ProblemCode.SHORT_SECRET);
        assertThat(codes(yaml, Map.of(), Flags.none().with(NamedFlag.DEV))).isEmpty();
    }

    @Test
    void messagesAboutKeysTellNoSecret() {
        assertThat(Loading.problems("keys: {a: hunter2}\n", Map.of(), Flags.none()))
                .singleElement()
                .asString()
                .contains("the secret of a has 7 bytes")
                .doesNotContain("hunter2");
    }

    @Test
    void aVariableOrFlagHoldsKeysOneALine() throws ConfigException {
        Map<String, String> environment = Map.of("LIVEKIT_KEYS", "a: " + Loading.SECRET + "\nb: " + OTHER);

        assertThat(Loading.load("", environment, Flags.none()).config().keys().secrets())
                .containsExactly(Map.entry("a", Loading.SECRET), Map.entry("b", OTHER));
        assertThat(Loading.load("", environment, Flags.none().with(NamedFlag.KEYS, "c: " + OTHER))
                        .config()
                        .keys()
                        .secrets())
                .containsExactly(Map.entry("c", OTHER));
    }

    @Test
    void aKeyWithoutASpaceAfterItsColonIsExplained() {
        assertThat(Loading.problems("", Map.of("LIVEKIT_KEYS", "a:" + Loading.SECRET), Flags.none()))
                .singleElement()
                .asString()
                .contains("with a space after the colon [config.keys_unreadable]")
                .doesNotContain(Loading.SECRET);
    }

    @Test
    void thePairOfAnApplicationServerIsAKeyAsWell() throws ConfigException {
        Map<String, String> environment = Map.of("LIVEKIT_API_KEY", "x", "LIVEKIT_API_SECRET", OTHER);

        assertThat(Loading.load(Loading.KEYS, environment, Flags.none())
                        .config()
                        .keys()
                        .secrets())
                .containsExactly(Map.entry("APIkey", Loading.SECRET), Map.entry("x", OTHER));
    }

    @Test
    void halfAPairOrAnotherSecretForTheSameKeyIsRefused() {
        assertThat(codes(Loading.KEYS, Map.of("LIVEKIT_API_KEY", "x"), Flags.none()))
                .containsExactly(ProblemCode.INCOMPLETE);
        assertThat(codes(Loading.KEYS, Map.of("LIVEKIT_API_KEY", "APIkey", "LIVEKIT_API_SECRET", OTHER), Flags.none()))
                .containsExactly(ProblemCode.CONFLICT);
    }

    @Test
    void aKeyFileOfNobodyElseReplacesTheKeys() throws Exception {
        keyFile("rw-r-----", "filed: " + OTHER + "\n");
        Map<String, String> environment = Map.of("SECRETS", directory.toString());

        LoadedConfig loaded =
                Loading.load("key_file: ${SECRETS}/keys.yaml\n" + Loading.KEYS, environment, Flags.none());

        assertThat(loaded.config().keys().secrets()).containsExactly(Map.entry("filed", OTHER));
        assertThat(loaded.warnings()).containsExactly("key_file is set, so the keys of sluice.yaml:2 do not count");
    }

    @Test
    void aKeyFileInTheHomeDirectoryIsFoundByItsTilde() throws Exception {
        keyFile("rw-------", "filed: " + OTHER + "\n");

        assertThat(Loading.load("key_file: ~/keys.yaml\n", Map.of("HOME", directory.toString()), Flags.none())
                        .config()
                        .keys()
                        .secrets())
                .containsOnlyKeys("filed");
    }

    @Test
    void aKeyFileThatEverybodyMayReadIsRefused() throws Exception {
        Path file = keyFile("rw-r--r--", "filed: " + OTHER + "\n");

        assertThat(Loading.problems("key_file: " + file + "\n", Map.of(), Flags.none()))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.FILE_EXPOSED);
                    assertThat(problem.where()).isEqualTo("sluice.yaml:1");
                    assertThat(problem.key()).isEqualTo("key_file");
                });
    }

    @Test
    void aKeyFileThatIsNotThereIsTheOnlyComplaint() {
        assertThat(codes("key_file: " + directory + "/none\n", Map.of(), Flags.none()))
                .containsExactly(ProblemCode.FILE_UNREADABLE);
    }
}
