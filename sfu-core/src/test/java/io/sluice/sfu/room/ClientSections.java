package io.sluice.sfu.room;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.peer.PeerTransport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The media sections of a client on one of its peer connections: as in a browser they are appended and changed, never removed. */
final class ClientSections {
    static final int OPUS = 111;
    static final int VP8 = 96;
    static final int RTX = 97;
    static final int MID = 4;
    static final int AUDIO_LEVEL = 1;
    static final int RID = 10;

    private static final List<CodecParameters> AUDIO =
            List.of(new CodecParameters(OPUS, "opus", 48_000, 2, "minptime=10;useinbandfec=1", List.of("nack")));
    private static final List<CodecParameters> VIDEO = List.of(
            new CodecParameters(VP8, "VP8", 90_000, 1, "", List.of("transport-cc", "ccm fir", "nack", "nack pli")),
            new CodecParameters(RTX, "rtx", 90_000, 1, "apt=" + VP8, List.of()));
    private static final List<ExtensionParameters> EXTENSIONS = List.of(
            new ExtensionParameters(AUDIO_LEVEL, HeaderExtension.AUDIO_LEVEL.uri()),
            new ExtensionParameters(MID, HeaderExtension.MID.uri()),
            new ExtensionParameters(RID, HeaderExtension.RID.uri()),
            new ExtensionParameters(11, HeaderExtension.REPAIRED_RID.uri()));

    /** What one section is about; ICE and certificate come with each description. */
    private record Facts(
            MediaKind kind, Direction direction, @Nullable StreamId msid, List<String> rids, long ssrc) {
        Facts with(Direction next) {
            return new Facts(kind, next, msid, rids, ssrc);
        }
    }

    /** What the client can send and receive of video. */
    private List<CodecParameters> video = VIDEO;

    private List<CodecParameters> audio = AUDIO;

    private final Map<String, Facts> sections = new LinkedHashMap<>();
    private final Set<String> stopped = new HashSet<>();

    /** The client knows VP9 too. */
    void alsoVp9() {
        List<CodecParameters> both = new ArrayList<>(VIDEO);
        both.add(new CodecParameters(98, "VP9", 90_000, 1, "profile-id=0", List.of("nack", "nack pli")));
        video = both;
    }

    /** The client knows PCMU too. */
    void alsoPcmu() {
        List<CodecParameters> both = new ArrayList<>(AUDIO);
        both.add(new CodecParameters(0, "PCMU", 8_000, 1, "", List.of()));
        audio = both;
    }

    private String add(Facts facts) {
        String mid = Integer.toString(sections.size());
        sections.put(mid, facts);
        return mid;
    }

    /** Data channels. */
    String data() {
        return add(new Facts(MediaKind.APPLICATION, Direction.SENDRECV, null, List.of(), 0));
    }

    /** A section to send a track on; with rids for simulcast, else with its source. */
    String send(MediaKind kind, String cid, List<String> rids, long ssrc) {
        return add(new Facts(kind, Direction.SENDONLY, new StreamId("-", cid), rids, ssrc));
    }

    /** A section to receive on. */
    String receive(MediaKind kind) {
        return add(new Facts(kind, Direction.RECVONLY, null, List.of(), 0));
    }

    /** Another direction for a section. */
    void direction(String mid, Direction direction) {
        Facts facts = sections.get(mid);
        if (facts == null) {
            throw new IllegalArgumentException(mid);
        }
        sections.put(mid, facts.with(direction));
    }

    /** The section's transceiver is stopped: its m-line has port 0 from now on. */
    void stop(String mid) {
        direction(mid, Direction.INACTIVE);
        stopped.add(mid);
    }

    /** Another track id on a section. */
    void rename(String mid, String cid) {
        Facts facts = sections.get(mid);
        if (facts == null) {
            throw new IllegalArgumentException(mid);
        }
        sections.put(mid, new Facts(facts.kind, facts.direction, new StreamId("-", cid), facts.rids, facts.ssrc));
    }

    SessionDescription offer(PeerTransport transport) {
        List<MediaSection> described = new ArrayList<>();
        sections.forEach((mid, facts) -> described.add(section(mid, facts, transport)));
        return new SessionDescription(true, described, List.copyOf(sections.keySet()), true, false);
    }

    /** An answer that takes what is offered, as far as the codecs go. */
    static SessionDescription answer(
            SessionDescription offer, PeerTransport transport, Predicate<CodecParameters> codecs) {
        List<MediaSection> described = new ArrayList<>();
        for (MediaSection section : offer.sections()) {
            boolean data = section.kind() == MediaKind.APPLICATION;
            List<CodecParameters> kept =
                    section.codecs().stream().filter(codecs).toList();
            Direction direction =
                    data ? Direction.SENDRECV : section.direction().sends() ? Direction.RECVONLY : Direction.INACTIVE;
            described.add(new MediaSection(
                    section.mid(),
                    section.kind(),
                    section.protocol(),
                    !data && kept.isEmpty(),
                    direction,
                    kept,
                    section.extensions(),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    transport.localIce(),
                    transport.localFingerprint(),
                    transport.localSetup(),
                    transport.localCandidates(),
                    true,
                    true,
                    section.sctp()));
        }
        return new SessionDescription(false, described, offer.bundle(), true, false);
    }

    private MediaSection section(String mid, Facts facts, PeerTransport transport) {
        boolean data = facts.kind == MediaKind.APPLICATION;
        boolean sends = !data && facts.direction.sends();
        return new MediaSection(
                mid,
                facts.kind,
                data ? "UDP/DTLS/SCTP" : "UDP/TLS/RTP/SAVPF",
                stopped.contains(mid),
                facts.direction,
                data ? List.of() : facts.kind == MediaKind.AUDIO ? audio : video,
                data ? List.of() : EXTENSIONS,
                sends ? facts.msid : null,
                sends ? facts.rids : List.of(),
                sends && facts.ssrc != 0 ? List.of(new SsrcParameters(facts.ssrc, "cname", facts.msid)) : List.of(),
                List.of(),
                transport.localIce(),
                transport.localFingerprint(),
                Setup.ACTPASS,
                transport.localCandidates(),
                true,
                true,
                data ? new SctpParameters(5000, 262_144) : null);
    }
}
