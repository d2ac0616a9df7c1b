package io.sluice.benchmarks.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.transport.srtp.SrtpProfile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With made-up floors: the real one is not part of this project. */
class FloorTest {
    private static final FloorLoad LOAD = new FloorLoad(50, 1_094, SrtpProfile.AEAD_AES_128_GCM, 8, 240.5, true, 2);

    @TempDir
    private Path sources = Path.of("");

    @BeforeEach
    void needsACompiler() {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "cc"))),
                "no C compiler");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Floor.build(sources))
                .isInstanceOf(NoFloorException.class)
                .hasMessageContaining("floor.c");
    }

    @Test
    void saysWhatTheCompilerSaid() throws IOException {
        source("#error no such library");
        assertThatThrownBy(() -> Floor.build(sources))
                .isInstanceOf(NoFloorException.class)
                .hasMessageContaining("cannot build it");
    }

    @Test
    void theFloorIsToldTheLoad() {
        assertThat(String.join(" ", LOAD.arguments())).isEqualTo("-S 1 -n 50 -z 1094 -p gcm -u 8 -R 240.5 -g -t 2.0");
    }

    private void source(String text) throws IOException {
        Files.writeString(sources.resolve("floor.c"), text);
    }
}
