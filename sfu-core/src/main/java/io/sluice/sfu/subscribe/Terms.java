package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.ext.ExtensionIds;
import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.track.CarriedExtensions;
import io.sluice.sfu.track.Redundancy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a subscriber agreed to for one down track: payload types and header extensions. */
final class Terms {
    private final List<CodecParameters> codecs;
    private final List<ExtensionParameters> extensions;
    private final @Nullable CodecParameters sent;
    private final PayloadTypes types;
    private final ExtensionIds ids = new ExtensionIds();
    private final short[] carried = new short[CarriedExtensions.kinds()];
    private final int sendTimeId;
    private final int transportId;
    private final boolean repeating;
    private final PlayoutDelay delay;
    private final Redundancy redundancy;
    private final boolean redundant;
    private final int delayId;

    /**
     * @param sent what the track is sent as, null if that is not known yet
     * @param delay of playout, told where its extension was agreed on
     * @param redundancy to whom plain Opus is sent as redundant audio
     */
    Terms(
            List<CodecParameters> codecs,
            List<ExtensionParameters> extensions,
            @Nullable CodecParameters sent,
            PlayoutDelay delay,
            Redundancy redundancy) {
        this.codecs = codecs;
        this.extensions = extensions;
        this.sent = sent;
        this.redundancy = redundancy;
        this.delay = delay;
        types = new PayloadTypes(codecs, sent);
        redundant = types.media(Codec.RED) != PayloadTypes.NONE
                && types.media(Codec.OPUS) != PayloadTypes.NONE
                && (redundancy == Redundancy.WHERE_KNOWN
                        || redundancy == Redundancy.WHERE_PREFERRED
                                && codecs.getFirst().codec() == Codec.RED);
        extensions.forEach(extension -> ids.put(extension.uri(), extension.id()));
        Codec known = sent == null ? null : sent.codec();
        repeating = known == null ? !any(codecs, Codec.RTX) : types.retransmission(known) == PayloadTypes.NONE;
        for (int kind = 0; kind < carried.length; kind++) {
            carried[kind] = (short) ids.id(CarriedExtensions.extension(kind));
        }
        // A packet that may go out twice under one number must be the same to the bit then.
        delayId = delay.enabled() ? ids.id(HeaderExtension.PLAYOUT_DELAY) : 0;
        sendTimeId = repeating ? 0 : ids.id(HeaderExtension.ABS_SEND_TIME);
        // Sound that goes out twice does so with the number it had.
        boolean twice = repeating && !any(codecs, Codec.OPUS);
        transportId = twice ? 0 : ids.id(HeaderExtension.TRANSPORT_SEQUENCE);
    }

    private static boolean any(List<CodecParameters> codecs, Codec wanted) {
        for (CodecParameters parameters : codecs) {
            if (parameters.codec() == wanted) {
                return true;
            }
        }
        return false;
    }

    /** The same agreement where the track turns out to be sent as something else than was known. */
    Terms of(CodecParameters found) {
        return found.equals(sent) ? this : new Terms(codecs, extensions, found, delay, redundancy);
    }

    /** Whether dependency descriptors of a codec are sent on. VP8 frames are numbered anew in the payload, and once is enough. */
    boolean describes(Codec codec) {
        return codec != Codec.VP8 && carried[CarriedExtensions.DESCRIPTOR] != 0;
    }

    /** Whether what comes in a codec can be sent on. */
    boolean take(Codec codec) {
        return types.take(codec);
    }

    /** The payload type for what comes in a codec. */
    int payloadType(Codec codec) {
        return types.media(plain(codec) ? Codec.OPUS : redundant(codec) ? Codec.RED : codec);
    }

    /** The payload type of frames in a codec that go out as they are. */
    int ownType(Codec codec) {
        return types.media(codec);
    }

    /** Whether plain sound goes out as redundant audio. */
    boolean redundant(Codec codec) {
        return redundant && codec == Codec.OPUS;
    }

    /** Whether redundant audio goes out without its redundancy because the subscriber does not know it. */
    boolean plain(Codec codec) {
        return codec == Codec.RED && types.media(Codec.RED) == PayloadTypes.NONE;
    }

    /** The payload type of retransmissions, or {@link PayloadTypes#NONE}. */
    int retransmission(Codec codec) {
        return types.retransmission(codec);
    }

    /** Whether packets are sent again under their own number, for want of a retransmission stream. */
    boolean repeating() {
        return repeating;
    }

    /** The id under which a kind of {@link CarriedExtensions} is sent on with packets of a codec, 0 if it is not. */
    int carried(int kind, Codec codec) {
        return kind == CarriedExtensions.DESCRIPTOR && !describes(codec) ? 0 : carried[kind];
    }

    /** The id of the playout delay, 0 if it is not sent. */
    int delayId() {
        return delayId;
    }

    /** What is sent under it. */
    PlayoutDelay delay() {
        return delay;
    }

    /** The id of the transport-wide sequence number, 0 if it is not sent. */
    int transportId() {
        return transportId;
    }

    /** The id of the send time, 0 if it is not sent. */
    int sendTimeId() {
        return sendTimeId;
    }
}
