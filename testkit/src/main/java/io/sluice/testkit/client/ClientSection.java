package io.sluice.testkit.client;

import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SctpParameters;
import io.sluice.sfu.negotiate.SsrcParameters;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.testkit.media.ScriptedMicrophone;
import io.sluice.testkit.media.ScriptedPublisher;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.peer.PeerTransport;
import java.util.List;

/** One m-section of a client's offers. */
final class ClientSection {
    final String mid;
    final MediaKind kind;
    Direction direction;
    private String cid = "";
    private List<String> rids = List.of();
    private long ssrc;

    ClientSection(String mid, MediaKind kind, Direction direction) {
        this.mid = mid;
        this.kind = kind;
        this.direction = direction;
    }

    /** From now on it carries a media track of the client. */
    void carry(String trackId, List<String> layers, long source) {
        cid = trackId;
        rids = layers;
        ssrc = source;
        direction = Direction.SENDONLY;
    }

    MediaSection offer(PeerTransport transport) {
        boolean data = kind == MediaKind.APPLICATION;
        boolean sends = !data && direction.sends();
        StreamId msid = new StreamId("-", cid);
        return new MediaSection(
                mid,
                kind,
                data ? "UDP/DTLS/SCTP" : "UDP/TLS/RTP/SAVPF",
                false,
                direction,
                codecs(),
                extensions(),
                sends ? msid : null,
                sends ? rids : List.of(),
                sends && ssrc != 0 ? List.of(new SsrcParameters(ssrc, "cname", msid)) : List.of(),
                List.of(),
                transport.localIce(),
                transport.localFingerprint(),
                Setup.ACTPASS,
                transport.localCandidates(),
                true,
                true,
                data ? new SctpParameters(5000, 262_144) : null);
    }

    private List<CodecParameters> codecs() {
        return switch (kind) {
            case AUDIO -> ScriptedMicrophone.codecs();
            case VIDEO -> ScriptedPublisher.codecs();
            case APPLICATION -> List.of();
        };
    }

    private List<ExtensionParameters> extensions() {
        return switch (kind) {
            case AUDIO -> ScriptedMicrophone.extensions();
            case VIDEO -> ScriptedPublisher.extensions();
            case APPLICATION -> List.of();
        };
    }

    /** The answer to an offered section: everything is taken that the scripts can read. */
    static MediaSection answer(MediaSection offered, PeerTransport transport) {
        boolean data = offered.kind() == MediaKind.APPLICATION;
        Direction direction =
                data ? Direction.SENDRECV : offered.direction().sends() ? Direction.RECVONLY : Direction.INACTIVE;
        List<CodecParameters> kept = offered.codecs().stream()
                .filter(c -> c.payloadType() == ScriptedPublisher.VP8_TYPE
                        || c.payloadType() == ScriptedPublisher.RTX_TYPE
                        || c.payloadType() == ScriptedMicrophone.OPUS_TYPE)
                .toList();
        return new MediaSection(
                offered.mid(),
                offered.kind(),
                offered.protocol(),
                false,
                direction,
                kept,
                offered.extensions(),
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
                offered.sctp());
    }
}
