package io.sluice.benchmarks.floor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built floor. It binds itself to the same cores as a rig. */
public final class Floor {
    private static final Pattern COST = Pattern.compile("\\bns_per_out=([1-9]\\d*)");

    private final Path program;

    private Floor(Path program) {
        this.program = program;
    }

    /**
     * Builds it from a folder with {@code floor.c}, which stays as it is.
     *
     * @throws NoFloorException when there is no such file, no C compiler or no OpenSSL for it
     */
    public static Floor build(Path sources) throws NoFloorException {
        Path source = sources.resolve("floor.c");
        if (!Files.isReadable(source)) {
            throw new NoFloorException("there is no floor.c in " + sources);
        }
        try {
            Path folder = Files.createTempDirectory("sluice-floor");
            Path program = folder.resolve("floor");
            folder.toFile().deleteOnExit();
            program.toFile().deleteOnExit();
            String compiler = System.getenv().getOrDefault("CC", "cc");
            String said = run(List.of(
                    compiler, "-O2", "-w", "-o", program.toString(), source.toString(), "-lcrypto", "-lpthread"));
            if (!Files.isExecutable(program)) {
                throw new NoFloorException(compiler + " cannot build it: "
                        + said.lines().findFirst().orElse("it said nothing"));
            }
            return new Floor(program);
        } catch (IOException e) {
            throw new NoFloorException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Runs it once.
     *
     * @return CPU nanoseconds for each packet that went out
     * @throws IOException when it fails
     */
    public double nanosPerPacket(FloorLoad load) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(load.arguments());
        String said = run(command);
        Matcher cost = COST.matcher(said);
        if (!cost.find()) {
            throw new IOException("the floor failed: " + String.join(" ", command) + ": " + said);
        }
        return Double.parseDouble(cost.group(1));
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
