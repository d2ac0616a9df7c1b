package io.sluice.benchmarks;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a forwarded packet costs on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what a forwarded packet costs on this machine.")
final class Bench implements Callable<Integer> {
    @Option(names = "--jmh", paramLabel = "REGEX", defaultValue = ".*", description = "which stages (default: all)")
    private String stages = ".*";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "1",
            description = "length of one measurement (default: ${DEFAULT-VALUE})")
    private int seconds = 1;

    private Bench() {}

    /** Exits with 0, with 1 when a measurement failed, with 2 for a wrong option. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException {
        new Stages(System.out).run(stages, seconds);
        return 0;
    }
}
