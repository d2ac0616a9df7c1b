package io.sluice.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The stages of the packet path one at a time, measured by JMH. */
final class Stages {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final PrintStream out;

    Stages(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs and prints them.
     *
     * @param which a regular expression for their names
     * @param seconds length of one measurement
     */
    void run(String which, int seconds) throws RunnerException {
        out.println("stages, one thread, JMH: ns and bytes allocated a packet");
        for (RunResult each : new Runner(new OptionsBuilder()
                        .include(which)
                        .addProfiler(GCProfiler.class)
                        // JMH itself uses what newer JDKs warn about.
                        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementTime(TimeValue.seconds(seconds))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            print(each);
        }
    }

    private void print(RunResult result) {
        BenchmarkParams params = result.getParams();
        StringBuilder name = new StringBuilder(result.getPrimaryResult().getLabel());
        for (String key : params.getParamsKeys()) {
            name.append(' ').append(params.getParam(key));
        }
        Result<?> time = result.getPrimaryResult();
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
        out.println(String.format(
                Locale.ROOT,
                "  %-45s %7.0f ns ±%-5.0f %5.0f B",
                name,
                time.getScore(),
                time.getScoreError(),
                bytes == null ? Double.NaN : bytes.getScore()));
    }
}
