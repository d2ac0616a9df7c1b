package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.measure.DataStreamCounters;
import io.sluice.sfu.measure.Distribution;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.StreamContent;
import io.sluice.sfu.measure.StreamForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Streams of data that participants send each other. */
public final class DataMetrics implements MetricSource {
    private final List<MediaCounters> loops;

    /** @param loops the counters of each */
    public DataMetrics(List<MediaCounters> loops) {
        this.loops = List.copyOf(loops);
    }

    @Override
    public void write(Exposition page) {
        family(
                page,
                "livekit_datapacket_stream_bytes",
                "Lengths that streams of data announce.",
                counted -> counted.bytes);
        family(
                page,
                "livekit_datapacket_stream_dest_count",
                "Receivers that streams of data name; none for all.",
                counted -> counted.destinations);
    }

    private void family(Exposition page, String name, String help, Function<DataStreamCounters, Distribution> values) {
        boolean open = false;
        for (StreamForm form : StreamForm.values()) {
            for (StreamContent content : StreamContent.values()) {
                List<Distribution> parts = new ArrayList<>();
                for (MediaCounters loop : loops) {
                    DataStreamCounters counted = loop.seenDataStreams(form, content);
                    if (counted != null) {
                        parts.add(values.apply(counted));
                    }
                }
                if (parts.isEmpty()) {
                    continue;
                }
                if (!open) {
                    page.family(name, Type.HISTOGRAM, help);
                    open = true;
                }
                LoopSums.distribution(page, parts, "mime_type", label(content), "type", label(form));
            }
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
