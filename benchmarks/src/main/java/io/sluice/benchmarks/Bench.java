package io.sluice.benchmarks;

import io.sluice.benchmarks.floor.Floor;
import io.sluice.benchmarks.floor.NoFloorException;
import io.sluice.benchmarks.rig.Security;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a forwarded packet costs on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Measures what a forwarded packet costs on this machine: on its whole way, and stage by stage.")
final class Bench implements Callable<Integer> {
    /** Which part of the measurements. */
    enum Part {
        RIG,
        STAGES
    }

    @Option(names = "--only", paramLabel = "PART", description = "rig (whole way) or stages (JMH)")
    private @Nullable Part only;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,10,50,200",
            description = "sizes of the rig")
    private List<Integer> subscribers = List.of();

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "how often each size is measured")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "2", description = "length of each measurement")
    private int seconds;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "AEAD_AES_128_GCM",
            description = "SRTP of the rig")
    private SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

    @Option(names = "--engine", paramLabel = "NAME", defaultValue = "JDK", description = "SRTP engine of the rig")
    private SrtpEngine engine = SrtpEngine.JDK;

    @Option(
            names = "--floor",
            paramLabel = "FOLDER",
            defaultValue = "${env:SLUICE_FLOOR}",
            description = "sources of the C floor to compare with, floor.c among them; also SLUICE_FLOOR")
    private @Nullable Path floor;

    @Option(names = "--stages", paramLabel = "REGEX", defaultValue = ".*", description = "which of the stages")
    private String stages = ".*";

    private Bench() {}

    /** Exits with 0, with 1 when a measurement failed, with 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, RunnerException {
        if (only != Part.STAGES) {
            new Comparison(new Security(profile, engine), floor(), seconds, System.out).run(subscribers, rounds);
        }
        if (only != Part.RIG) {
            new Stages(System.out).run(stages, seconds);
        }
        return 0;
    }

    private @Nullable Floor floor() {
        if (floor == null || floor.toString().isEmpty()) {
            System.out.println("no C floor to compare with: neither --floor nor SLUICE_FLOOR names its sources");
            return null;
        }
        try {
            return Floor.build(floor);
        } catch (NoFloorException e) {
            System.out.println("no C floor to compare with: " + e.getMessage());
            return null;
        }
    }
}
