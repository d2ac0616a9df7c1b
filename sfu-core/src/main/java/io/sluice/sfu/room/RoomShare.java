package io.sluice.sfu.room;

import io.sluice.sfu.measure.MediaCounters;

/** What one room adds to those figures of its loop that go up and down. */
final class RoomShare {
    private final MediaCounters counters;
    private long forwarded;
    private long withheld;
    private long paused;

    RoomShare(MediaCounters counters) {
        this.counters = counters;
    }

    /**
     * Replaces the room's part.
     *
     * @param newForwarded participants from other rooms
     * @param newWithheld microphones that give way to louder ones
     * @param newPaused subscriptions of which a narrow line leaves nothing
     */
    void set(long newForwarded, long newWithheld, long newPaused) {
        counters.participantsForwarded.add(newForwarded - forwarded);
        counters.microphonesWithheld.add(newWithheld - withheld);
        counters.subscriptionsPaused.add(newPaused - paused);
        forwarded = newForwarded;
        withheld = newWithheld;
        paused = newPaused;
    }
}
