package io.sluice.benchmarks;

import io.sluice.benchmarks.floor.Floor;
import io.sluice.benchmarks.floor.FloorLoad;
import io.sluice.benchmarks.publisher.Recording;
import io.sluice.benchmarks.rig.Cores;
import io.sluice.benchmarks.rig.Rig;
import io.sluice.benchmarks.rig.Sample;
import io.sluice.benchmarks.rig.Security;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Rigs of several sizes, and right after each the C floor with the same packets, all of it several times over: what else the machine does in
 * a round meets both.
 */
final class Comparison {
    /** Packets of a frame of the highest layer, as they come at once. */
    private static final int BURST = 8;

    private static final double WARM_SECONDS = 1;
    private static final double FIRST_WARM_SECONDS = 5;
    private static final int WARM_SUBSCRIBERS = 20;

    private final Security security;
    private final @Nullable Floor floor;
    private final int seconds;
    private final PrintStream out;

    /**
     * @param floor null to go without
     * @param seconds length of each measurement
     */
    Comparison(Security security, @Nullable Floor floor, int seconds, PrintStream out) {
        this.security = security;
        this.floor = floor;
        this.seconds = seconds;
        this.out = out;
    }

    /** Measures and prints. */
    void run(List<Integer> subscribers, int rounds) throws IOException, InterruptedException {
        out.printf(
                "rig: a 720p publisher with three layers, subscribers of the highest, %s by %s, loopback; %s%n",
                security.profile(),
                security.engine(),
                Cores.canBind()
                        ? "media loop on core " + Cores.SERVER + ", clients on core " + Cores.CLIENTS
                        : "threads not bound to cores");
        out.printf("%d rounds of %d s each; medians, ratios with their range%n", rounds, seconds);
        List<Case> cases = new ArrayList<>();
        for (int each : subscribers) {
            cases.add(new Case(each, true));
            cases.add(new Case(each, false));
        }
        onThreadOfItsOwn(() -> warm(WARM_SUBSCRIBERS, FIRST_WARM_SECONDS));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < cases.size(); i += 2) {
                round(cases.get(i), cases.get(i + 1));
            }
        }
        out.println(Case.HEADER);
        cases.forEach(each -> out.println(each.line()));
    }

    private void round(Case paced, Case flooded) throws IOException, InterruptedException {
        onThreadOfItsOwn(() -> {
            try (Rig rig = rig(paced.subscribers())) {
                rig.flooded(WARM_SECONDS);
                paced.add(rig.paced((int) (seconds * 1_000_000_000L / Recording.FRAME_NANOS)));
                flooded.add(rig.flooded(seconds));
            }
            return true;
        });
        Recording recording = new Recording();
        double rate = recording.packets(recording.layers() - 1) * 1e9 / (Recording.FRAMES * Recording.FRAME_NANOS);
        compare(paced, rate);
        compare(flooded, 0);
    }

    private void compare(Case measured, double rate) throws IOException {
        if (floor == null) {
            return;
        }
        for (boolean segmentation : List.of(false, true)) {
            double nanos = floor.nanosPerPacket(new FloorLoad(
                    measured.subscribers(), measured.size(), security.profile(), BURST, rate, segmentation, seconds));
            measured.addFloor(nanos, segmentation);
        }
    }

    private boolean warm(int subscribers, double warmSeconds) throws IOException {
        try (Rig rig = rig(subscribers)) {
            Sample unused = rig.flooded(warmSeconds);
        }
        return true;
    }

    private Rig rig(int subscribers) throws IOException {
        Rig rig = new Rig(subscribers, security, (_, _, _) -> {});
        rig.bindToCores();
        return rig;
    }

    /** Binding to a core is for good, and threads and processes started later would inherit it. */
    private static void onThreadOfItsOwn(Callable<Boolean> work) throws IOException, InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(work);
        Thread.ofPlatform().name("rig-clients").start(task);
        try {
            Boolean unused = task.get();
        } catch (ExecutionException e) {
            throw new IOException("a rig failed", e.getCause());
        }
    }
}
