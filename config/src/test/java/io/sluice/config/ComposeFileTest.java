package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docker-compose itself makes of the compose file. It reads files without an engine. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("..");
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private static Path folder;

    private record Said(int status, List<String> lines) {}

    @BeforeAll
    static void isThere() {
        boolean found = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, "docker-compose")));
        Assumptions.assumeTrue(found, "docker-compose is not on the path: ./sluice test brings it");
    }

    /** The example with every value filled in. */
    private static Path settings() throws IOException {
        String filled = Files.readString(ROOT.resolve(".env.example"))
                .lines()
                .map(line -> line.endsWith("=") ? line + "filled-in" : line)
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(folder.resolve("filled.env"), filled);
    }

    private static Said compose(Path settings, String profile, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "docker-compose", "--env-file", settings.toAbsolutePath().toString()));
        if (!profile.isEmpty()) {
            command.addAll(List.of("--profile", profile));
        }
        command.add("config");
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
        // Variables of whoever runs the tests are nobody's settings.
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        Path output = Files.createTempFile(folder, "said", ".txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Said(process.exitValue(), Files.readAllLines(output));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "postgres"})
    void theFileIsUnderstoodWithEachProfile(String profile) throws IOException, InterruptedException {
        assertThat(compose(settings(), profile, "--quiet")).isEqualTo(new Said(0, List.of()));
    }

    @Test
    void allServicesAreFound() throws IOException, InterruptedException {
        assertThat(compose(settings(), "postgres", "--services").lines())
                .containsExactlyInAnyOrder("sluice", "coturn", "prometheus", "grafana", "postgres");
    }

    @Test
    void withoutTheOperatorsSecretsNothingStarts() throws IOException, InterruptedException {
        Said refused = compose(ROOT.resolve(".env.example"), "", "--quiet");

        assertThat(refused.status()).isNotZero();
        assertThat(String.join("\n", refused.lines())).contains("LIVEKIT_API_KEY", ".env.example");
    }
}
