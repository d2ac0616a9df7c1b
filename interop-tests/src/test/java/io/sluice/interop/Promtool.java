package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker of metrics pages. */
final class Promtool {
    private static final long PATIENCE_SECONDS = 60;
    /** The exit code for a page that can be read and about which there is something to say. */
    private static final int REMARKS = 3;

    private final Path program;

    private Promtool(Path program) {
        this.program = program;
    }

    /** Without it the test is skipped. */
    static Promtool require() {
        Path found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(found != null, "promtool is not on the path: ./sluice test brings it");
        return new Promtool(found);
    }

    /** What it would rather have otherwise. */
    List<String> remarks(Scrape page) {
        try {
            Path file = Files.createTempFile("metrics", ".txt");
            try {
                Files.write(file, page.lines());
                Process check = new ProcessBuilder(program.toString(), "check", "metrics")
                        .redirectInput(file.toFile())
                        .redirectErrorStream(true)
                        .start();
                List<String> remarks = check.inputReader().lines().toList();
                assertThat(check.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(check.exitValue()).as("%s", remarks).isEqualTo(remarks.isEmpty() ? 0 : REMARKS);
                return remarks;
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
