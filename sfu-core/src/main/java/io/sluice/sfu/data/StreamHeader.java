package io.sluice.sfu.data;

import io.sluice.sfu.measure.DataStreamCounters;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.measure.StreamContent;
import io.sluice.sfu.measure.StreamForm;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Counts streams of data by what their headers say (LiveKit's {@code DataStream.Header}); what is encrypted from end to end is not seen. */
final class StreamHeader {
    private static final int MIME_TYPE = 4;
    private static final int TOTAL_LENGTH = 5;
    private static final int TEXT_HEADER = 9;
    private static final int BYTE_HEADER = 10;
    /** A sender may claim anything; sums stay sums. */
    private static final long LONGEST = 1L << 40;

    private static final int LONGEST_MIME_TYPE = 128;

    private final WireCursor fields = new WireCursor();
    private final MediaCounters counters;

    StreamHeader(MediaCounters counters) {
        this.counters = counters;
    }

    /** Counts the stream that a packet begins; nothing for other packets. */
    void count(DataPacket packet) {
        if (packet.value != DataPacket.STREAM_HEADER) {
            return;
        }
        StreamForm form = StreamForm.UNKNOWN;
        StreamContent content = StreamContent.UNKNOWN;
        long length = -1;
        fields.over(packet.buffer, packet.valueFrom, packet.valueTo);
        while (fields.next()) {
            switch (fields.field) {
                case MIME_TYPE -> content = content();
                case TOTAL_LENGTH -> length = fields.number;
                case TEXT_HEADER -> form = StreamForm.TEXT;
                case BYTE_HEADER -> form = StreamForm.BYTES;
                default -> {
                    // Of no account here.
                }
            }
        }
        DataStreamCounters streams = counters.dataStreams(form, content);
        streams.destinations.note(packet.identities.size());
        if (length >= 0) {
            streams.bytes.note(Math.min(length, LONGEST));
        }
    }

    private StreamContent content() {
        if (fields.type != WireCursor.BYTES || fields.length() > LONGEST_MIME_TYPE) {
            return StreamContent.UNKNOWN;
        }
        String type = new String(fields.buffer, fields.from, fields.length(), StandardCharsets.UTF_8);
        int slash = type.indexOf('/');
        String first = (slash < 0 ? type : type.substring(0, slash)).toUpperCase(Locale.ROOT);
        for (StreamContent each : StreamContent.values()) {
            if (each.name().equals(first)) {
                return each;
            }
        }
        return StreamContent.UNKNOWN;
    }
}
