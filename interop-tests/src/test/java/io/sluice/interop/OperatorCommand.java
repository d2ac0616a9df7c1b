package io.sluice.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the program, as an operator gives it: in a process of its own. */
final class OperatorCommand {
    private static final long PATIENCE_SECONDS = 180;

    private OperatorCommand() {}

    /** What it prints; it must do what it is told. */
    static String run(ServerUnderTest server, String... words) {
        List<String> command = new ArrayList<>(ServerProcess.program());
        command.addAll(List.of(words));
        command.addAll(List.of("--url", server.url.toString(), "--api-key", server.key, "--api-secret", server.secret));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
