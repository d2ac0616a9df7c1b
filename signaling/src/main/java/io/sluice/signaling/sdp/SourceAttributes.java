package io.sluice.signaling.sdp;

import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources that one section announces, and the groups they form (RFC 5576). */
final class SourceAttributes {
    private static final int MAX_SOURCES = 256;
    private static final int MAX_GROUPS = 128;
    private static final int MAX_GROUP_SIZE = 16;
    private static final long MAX_SSRC = 0xFFFF_FFFFL;

    private final Map<Long, SsrcParameters> sources = new LinkedHashMap<>();
    private final List<SsrcGroup> groups = new ArrayList<>();

    void ssrc(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        long ssrc = words.nextNumber(MAX_SSRC);
        if (ssrc < 0) {
            throw line.broken("ssrc");
        }
        SsrcParameters source = sources.getOrDefault(ssrc, new SsrcParameters(ssrc, null, null));
        String attribute = words.rest();
        if (attribute.startsWith("cname:")) {
            source = new SsrcParameters(ssrc, attribute.substring("cname:".length()), source.msid());
        } else if (attribute.startsWith("msid:")) {
            source = new SsrcParameters(ssrc, source.cname(), streamId(attribute.substring("msid:".length())));
        }
        sources.put(ssrc, source);
        if (sources.size() > MAX_SOURCES) {
            throw line.broken("too many sources");
        }
    }

    void group(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        String semantics = words.next();
        List<Long> members = new ArrayList<>();
        for (String word = words.next(); !word.isEmpty(); word = words.next()) {
            long ssrc = Words.number(word, MAX_SSRC);
            if (ssrc < 0 || members.size() == MAX_GROUP_SIZE) {
                throw line.broken("ssrc-group");
            }
            members.add(ssrc);
        }
        if (semantics.isEmpty() || groups.size() == MAX_GROUPS) {
            throw line.broken("ssrc-group");
        }
        groups.add(new SsrcGroup(semantics, members));
    }

    /** The two words of an msid attribute; the second may be missing (RFC 8830 §2). */
    static StreamId streamId(String argument) {
        Words words = new Words(argument);
        return new StreamId(words.next(), words.next());
    }

    /** What older authors say of their sources instead of the section. */
    @Nullable
    StreamId firstStreamId() {
        for (SsrcParameters source : sources.values()) {
            if (source.msid() != null) {
                return source.msid();
            }
        }
        return null;
    }

    List<SsrcParameters> sources() {
        return List.copyOf(sources.values());
    }

    List<SsrcGroup> groups() {
        return groups;
    }
}
