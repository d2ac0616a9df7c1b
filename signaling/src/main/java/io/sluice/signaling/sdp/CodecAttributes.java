package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.CodecParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payload types of one section, put together from its m-line and its rtpmap, fmtp and rtcp-fb lines. */
final class CodecAttributes {
    private static final int MAX_PAYLOAD_TYPE = 127;
    private static final int MAX_FEEDBACK = 32;

    private final List<Entry> order = new ArrayList<>();
    private final @Nullable Entry[] byType = new @Nullable Entry[MAX_PAYLOAD_TYPE + 1];
    private final List<String> feedbackForAll = new ArrayList<>();

    /** Names one format of the m-line. */
    void format(SdpLine line, String word) throws SdpException {
        int type = (int) Words.number(word, MAX_PAYLOAD_TYPE);
        if (type < 0) {
            throw line.broken("payload type");
        }
        if (byType[type] == null) {
            Entry entry = new Entry(type);
            byType[type] = entry;
            order.add(entry);
        }
    }

    void rtpmap(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        Entry entry = entry(line, words.next());
        String[] parts = words.next().split("/", 4);
        long rate = parts.length < 2 ? -1 : Words.number(parts[1], Integer.MAX_VALUE);
        long channels = parts.length < 3 ? 1 : Words.number(parts[2], 255);
        if (parts[0].isEmpty() || rate <= 0 || channels <= 0) {
            throw line.broken("rtpmap");
        }
        if (entry != null) {
            entry.name = parts[0];
            entry.clockRate = (int) rate;
            entry.channels = (int) channels;
        }
    }

    void fmtp(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        Entry entry = entry(line, words.next());
        if (entry != null) {
            entry.fmtp = words.rest();
        }
    }

    void feedback(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        String type = words.next();
        if (type.equals("*")) {
            add(feedbackForAll, words.rest());
            return;
        }
        Entry entry = entry(line, type);
        if (entry != null) {
            add(entry.feedback, words.rest());
        }
    }

    /**
     * In the order of the m-line. A format without an rtpmap is left out, unless it is one of the static types (RFC 3551 §6) and
     * {@code statics} says that they count.
     */
    List<CodecParameters> build(boolean statics) {
        List<CodecParameters> codecs = new ArrayList<>(order.size());
        for (Entry entry : order) {
            if (entry.name.isEmpty() && statics) {
                entry.name = staticName(entry.type);
                entry.clockRate = 8000;
            }
            if (!entry.name.isEmpty()) {
                feedbackForAll.forEach(value -> add(entry.feedback, value));
                codecs.add(new CodecParameters(
                        entry.type, entry.name, entry.clockRate, entry.channels, entry.fmtp, entry.feedback));
            }
        }
        return codecs;
    }

    /** Null for a type that the m-line does not name: what is said about it has no effect. */
    private @Nullable Entry entry(SdpLine line, String word) throws SdpException {
        int type = (int) Words.number(word, MAX_PAYLOAD_TYPE);
        if (type < 0) {
            throw line.broken("payload type");
        }
        return byType[type];
    }

    private static void add(List<String> feedback, String value) {
        if (!value.isEmpty() && feedback.size() < MAX_FEEDBACK && !feedback.contains(value)) {
            feedback.add(value);
        }
    }

    private static String staticName(int type) {
        return switch (type) {
            case 0 -> "PCMU";
            case 8 -> "PCMA";
            case 9 -> "G722";
            default -> "";
        };
    }

    private static final class Entry {
        final int type;
        final List<String> feedback = new ArrayList<>();
        String name = "";
        int clockRate;
        int channels = 1;
        String fmtp = "";

        Entry(int type) {
            this.type = type;
        }
    }
}
