package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Packets of the machine's network interfaces, whoever sent them, since this server started. Linux only. */
public final class HostMetrics implements MetricSource {
    private static final int HEADINGS = 2;
    private static final int SENT = 9;
    private static final int DROPPED_IN = 3;
    private static final int DROPPED_OUT = 11;

    private final Path table;
    private final @Nullable Totals before;

    private record Totals(long sent, long dropped) {}

    /** Of this machine. */
    public HostMetrics() {
        this(Path.of("/proc/net/dev"));
    }

    HostMetrics(Path table) {
        this.table = table;
        this.before = read();
    }

    private @Nullable Totals read() {
        try {
            List<String> lines = Files.readAllLines(table);
            long sent = 0;
            long dropped = 0;
            for (String line : lines.subList(Math.min(HEADINGS, lines.size()), lines.size())) {
                String[] cells = line.substring(line.indexOf(':') + 1).trim().split("\\s+");
                if (cells.length > DROPPED_OUT) {
                    sent += Long.parseLong(cells[SENT]);
                    dropped += Long.parseLong(cells[DROPPED_IN]) + Long.parseLong(cells[DROPPED_OUT]);
                }
            }
            return new Totals(sent, dropped);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    @Override
    public void write(Exposition page) {
        Totals now = read();
        if (now == null || before == null) {
            return;
        }
        page.family(
                        "livekit_node_packet_total",
                        Type.GAUGE,
                        "Packets of the machine's network interfaces since this server started.")
                .sample(now.dropped() - before.dropped(), "type", "dropped")
                .sample(now.sent() - before.sent(), "type", "out");
    }
}
