package io.sluice.sfu.subscribe;

import io.sluice.rtp.codec.Codec;
import io.sluice.sfu.allocate.History;
import io.sluice.sfu.allocate.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A down track at one moment, for statistics.
 *
 * @param ssrc of the media
 * @param rtxSsrc of the retransmissions
 * @param codec what was sent last, null before the first packet
 * @param wantedLayer −1 for none
 * @param targetLayer −1 for none
 * @param currentLayer −1 for none
 * @param spatialLimit the highest spatial layer that the line leaves for it, −1 while it is paused
 * @param temporalLimit the highest temporal layer
 * @param reason of these limits
 * @param history the last changes of them, oldest first
 * @param packets with media, retransmissions not counted
 * @param bytes of payload in them
 * @param retransmitted packets
 * @param nacks packets that the subscriber asked for
 * @param plis key frames that it asked for
 * @param lost packets by its last report
 * @param roundTripNanos 0 before the first measurement
 * @param switches between layers
 */
public record DownTrackSnapshot(
        int ssrc,
        int rtxSsrc,
        @Nullable Codec codec,
        int wantedLayer,
        int targetLayer,
        int currentLayer,
        int spatialLimit,
        int temporalLimit,
        Reason reason,
        List<History.Change> history,
        long packets,
        long bytes,
        long retransmitted,
        long nacks,
        long plis,
        int lost,
        long roundTripNanos,
        long switches) {}
