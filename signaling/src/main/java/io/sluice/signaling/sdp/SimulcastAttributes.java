package io.sluice.signaling.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Restriction identifiers of one section and their order (RFC 8851, RFC 8853). What an author sends counts before what it receives; paused
 * layers count like others, since here they are switched by other means.
 */
final class SimulcastAttributes {
    private static final int MAX_RIDS = 16;
    private static final int MAX_RID_LENGTH = 255;

    private final Set<String> declaredToSend = new LinkedHashSet<>();
    private final Set<String> declaredToReceive = new LinkedHashSet<>();
    private List<String> send = List.of();
    private List<String> receive = List.of();

    void rid(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        String rid = words.next();
        if (rid.isEmpty() || rid.length() > MAX_RID_LENGTH) {
            throw line.broken("rid");
        }
        Set<String> declared = switch (words.next()) {
            case "send" -> declaredToSend;
            case "recv" -> declaredToReceive;
            default -> throw line.broken("rid without direction");
        };
        declared.add(rid);
        if (declared.size() > MAX_RIDS) {
            throw line.broken("too many rids");
        }
    }

    void simulcast(SdpLine line) throws SdpException {
        Words words = new Words(line.argument());
        for (String direction = words.next(); !direction.isEmpty(); direction = words.next()) {
            List<String> rids = streams(line, words.next());
            switch (direction) {
                case "send" -> send = rids;
                case "recv" -> receive = rids;
                default -> throw line.broken("simulcast");
            }
        }
    }

    /** In the order of the simulcast line, or of the rid lines where there is none. */
    List<String> build() {
        List<String> sent = ordered(send, declaredToSend);
        return sent.isEmpty() ? ordered(receive, declaredToReceive) : sent;
    }

    /** A name in the simulcast line that no rid line declares has no meaning (RFC 8853 §5.2). */
    private static List<String> ordered(List<String> listed, Set<String> declared) {
        if (listed.isEmpty()) {
            return List.copyOf(declared);
        }
        Set<String> rids = new LinkedHashSet<>(listed);
        rids.retainAll(declared);
        return List.copyOf(rids);
    }

    /** Streams are parted by semicolons, alternatives of one stream by commas; of those the first is taken. */
    private static List<String> streams(SdpLine line, String list) throws SdpException {
        List<String> rids = new ArrayList<>();
        int start = 0;
        while (start < list.length()) {
            int end = list.indexOf(';', start);
            end = end < 0 ? list.length() : end;
            int comma = list.indexOf(',', start);
            String rid = list.substring(start, comma < 0 ? end : Math.min(comma, end));
            rids.add(rid.startsWith("~") ? rid.substring(1) : rid);
            if (rids.size() > MAX_RIDS) {
                throw line.broken("too many simulcast streams");
            }
            start = end + 1;
        }
        return rids;
    }
}
