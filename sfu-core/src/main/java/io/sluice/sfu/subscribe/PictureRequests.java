package io.sluice.sfu.subscribe;

import io.sluice.rtp.stats.StreamStats;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.track.PublishedTrack;

/** What one subscriber asks for because its decoder cannot go on: the publisher hears of as much of it as the budget allows. */
final class PictureRequests {
    private final PublishedTrack track;
    private final LayerSelector selector;
    private final StreamStats stats;
    private final KeyframeBudget budget = new KeyframeBudget();
    private int lastCommand = -1;

    PictureRequests(PublishedTrack track, LayerSelector selector, StreamStats stats) {
        this.track = track;
        this.selector = selector;
        this.stats = stats;
    }

    /** A picture is lost (PLI). */
    void lost(long nowNanos) {
        stats.plis++;
        ask(nowNanos);
    }

    /** A key frame is commanded (FIR); one command may come several times. */
    void commanded(int command, long nowNanos) {
        if (command != lastCommand) {
            lastCommand = command;
            stats.firs++;
            ask(nowNanos);
        }
    }

    private void ask(long nowNanos) {
        int layer = selector.current() == LayerSelector.NONE ? selector.target() : selector.current();
        if (track.kind() == MediaKind.VIDEO && !track.muted() && budget.take(nowNanos)) {
            track.requestKeyframe(layer, nowNanos);
        }
    }
}
