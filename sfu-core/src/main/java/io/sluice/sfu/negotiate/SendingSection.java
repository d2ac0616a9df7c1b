package io.sluice.sfu.negotiate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One section of the offers that the server makes (the subscriber side of two peer connections); it outlives the tracks it carries. */
public final class SendingSection {
    private final String mid;
    private final MediaKind kind;
    private @Nullable OutgoingStream stream;
    private boolean carried;

    /** A section without a track yet. */
    public SendingSection(String mid, MediaKind kind) {
        this.mid = mid;
        this.kind = kind;
    }

    /** The section's name. */
    public String mid() {
        return mid;
    }

    /** What it carries. */
    public MediaKind kind() {
        return kind;
    }

    /** Whether a track may be put here. */
    public boolean free() {
        return stream == null && kind != MediaKind.APPLICATION;
    }

    /** Whether it has carried a track before. Safari needs a fresh section for each track. */
    public boolean used() {
        return carried;
    }

    /** Puts a track on the section, or takes it off. */
    public void stream(@Nullable OutgoingStream next) {
        stream = next;
        carried |= next != null;
    }

    /** The track it carries now. */
    public @Nullable OutgoingStream stream() {
        return stream;
    }

    /** The section as it stands in our next offer. */
    MediaSection offer(CodecCatalog catalog, LocalDescription local, int maxMessageSize) {
        boolean data = kind == MediaKind.APPLICATION;
        OutgoingStream sent = stream;
        List<CodecParameters> codecs = data ? List.of() : catalog.offered(kind);
        if (sent != null && sent.stereo()) {
            codecs = codecs.stream().map(SendingSection::stereo).toList();
        }
        boolean rtx = codecs.stream().anyMatch(c -> c.name().equals("rtx"));
        return new MediaSection(
                mid,
                kind,
                data ? "UDP/DTLS/SCTP" : "UDP/TLS/RTP/SAVPF",
                false,
                data ? Direction.SENDRECV : sent != null ? Direction.SENDONLY : Direction.INACTIVE,
                codecs,
                data ? List.of() : ExtensionCatalog.offered(kind, catalog.playoutDelay()),
                sent == null ? null : sent.msid(),
                List.of(),
                sent == null ? List.of() : sent.ssrcs(rtx),
                sent == null ? List.of() : sent.groups(rtx),
                local.ice(),
                local.fingerprint(),
                local.setup(),
                local.candidates(),
                true,
                true,
                data ? new SctpParameters(5000, maxMessageSize) : null);
    }

    private static CodecParameters stereo(CodecParameters codec) {
        return codec.name().equals("opus")
                ? new CodecParameters(
                        codec.payloadType(),
                        codec.name(),
                        codec.clockRate(),
                        codec.channels(),
                        codec.fmtp() + ";sprop-stereo=1",
                        codec.feedback())
                : codec;
    }
}
