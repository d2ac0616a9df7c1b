package io.sluice.sfu.participant;

import io.sluice.sfu.data.DataTrack;
import io.sluice.sfu.publish.DataTrackInfo;

/**
 * A published data track.
 *
 * @param info what is told of it
 * @param media the way of its packets
 */
public record DataPublication(DataTrackInfo info, DataTrack media) {
    /** {@code DTR_…} */
    public String sid() {
        return info.sid();
    }
}
