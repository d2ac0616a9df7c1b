package io.sluice.sfu.measure;

import io.sluice.sfu.allocate.Reason;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What one media loop counts about its rooms. Written on the loop, once a second from the streams' own figures, and read by anybody. */
public final class MediaCounters {
    /** Sources of tracks there are, {@code UNKNOWN} among them. */
    public static final int SOURCES = 5;

    private static final int KINDS = 2;

    private final WayCounters[] ways = new WayCounters[Way.values().length];
    private final AtomicReferenceArray<@Nullable SourceCounters> sources =
            new AtomicReferenceArray<>(Way.values().length * KINDS * SOURCES);

    /** Tracks that subscribers receive now: audio, then video. */
    private final Tally[] subscribed = {new Tally(), new Tally()};
    /** Subscriptions that began. */
    public final Tally subscriptionsBegun = new Tally();
    /** Subscriptions that were agreed on with the subscriber. */
    public final Tally subscriptionsAgreed = new Tally();
    /** Subscriptions that ended before they were agreed on. */
    public final Tally subscriptionsGivenUp = new Tally();
    /** Subscriptions of clients that can not decode the track. */
    public final Tally subscriptionsUndecodable = new Tally();
    /** Times a subscriber's stream went over to another layer, or began. */
    public final Tally layerSwitches = new Tally();
    /** Times a subscriber's picture had to wait for a key frame. */
    public final Tally keyFrameWaits = new Tally();
    /** How long, in nanoseconds together. */
    public final Tally keyFrameWaitNanos = new Tally();

    private final Tally[] allocations = new Tally[Reason.values().length];
    /** Participants that are in a room by being forwarded from another. */
    public final Tally participantsForwarded = new Tally();
    /** Microphones that are not forwarded, as others in their rooms are louder. */
    public final Tally microphonesWithheld = new Tally();
    /** Subscriptions of which a narrow line leaves nothing. */
    public final Tally subscriptionsPaused = new Tally();
    /** How participants are connected: 0 poor, 1 good, 2 excellent; a value a participant every five seconds. */
    public final Distribution qualityRating = new Distribution(1, 0, 1, 2);
    /** The same as an opinion score of 1 to 4.5. */
    public final Distribution qualityScore = new Distribution(1_000, 1, 2, 2.5, 3, 3.25, 3.5, 3.75, 4, 4.25, 4.5);
    /** Datagrams handed to the kernel. */
    public final Tally datagramsSent = new Tally();
    /** Messages they were handed over in: equal datagrams of one receiver make one. */
    public final Tally messagesSent = new Tally();
    /** System calls that took. */
    public final Tally sendCalls = new Tally();
    /** Datagrams for which a socket had no room. */
    public final Tally datagramsDropped = new Tally();

    /** How long DTLS handshakes took, in seconds. */
    public final Distribution handshakeSeconds =
            new Distribution(1_000_000, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

    /** How long datagrams took from being read until what followed from them had been handed to the kernel. */
    public final TurnClock turns = new TurnClock();

    private final AtomicReferenceArray<@Nullable DataStreamCounters> dataStreams =
            new AtomicReferenceArray<>(StreamForm.values().length * StreamContent.values().length);
    private final Tally[] publishing = {new Tally(), new Tally()};
    private final Tally[][] peers = new Tally[PeerStep.values().length][2];
    private final Tally tickedAt = new Tally();

    /** All zero. */
    public MediaCounters() {
        Arrays.setAll(ways, _ -> new WayCounters());
        Arrays.setAll(allocations, _ -> new Tally());
        for (Tally[] step : peers) {
            Arrays.setAll(step, _ -> new Tally());
        }
    }

    /** The loop turns: a mark that its time goes on. */
    public void ticked(long nowNanos) {
        tickedAt.set(nowNanos);
    }

    /** The loop's time at the last mark, 0 before the first. */
    public long tickedAt() {
        return tickedAt.get();
    }

    /** Times a subscriber's line left another part of itself for a track, for that reason. */
    public Tally allocation(Reason reason) {
        return allocations[reason.ordinal()];
    }

    /** Tracks of a kind that subscribers receive now. */
    public Tally subscribed(boolean video) {
        return subscribed[video ? 1 : 0];
    }

    /** Streams of data of one kind, made when it is first asked for; by the writer. */
    public DataStreamCounters dataStreams(StreamForm form, StreamContent content) {
        int i = form.ordinal() * StreamContent.values().length + content.ordinal();
        DataStreamCounters known = dataStreams.get(i);
        if (known == null) {
            known = new DataStreamCounters();
            dataStreams.set(i, known);
        }
        return known;
    }

    /** The same for readers; null as long as there was none. */
    public @Nullable DataStreamCounters seenDataStreams(StreamForm form, StreamContent content) {
        return dataStreams.get(form.ordinal() * StreamContent.values().length + content.ordinal());
    }

    /** Wishes to publish a track of a kind that were accepted. */
    public Tally publishing(boolean video) {
        return publishing[video ? 1 : 0];
    }

    /** PeerTransports that got so far: those on which the server makes the offers, or those on which clients do. */
    public Tally peers(PeerStep step, boolean serverOffers) {
        return peers[step.ordinal()][serverOffers ? 1 : 0];
    }

    /** Everything that goes one way. */
    public WayCounters way(Way way) {
        return ways[way.ordinal()];
    }

    /**
     * One source of tracks, made when it is first asked for; by the writer.
     *
     * @param source 0 to {@link #SOURCES} - 1
     */
    public SourceCounters source(Way way, boolean video, int source) {
        int i = index(way, video, source);
        SourceCounters known = sources.get(i);
        if (known == null) {
            known = new SourceCounters();
            sources.set(i, known);
        }
        return known;
    }

    /** The same for readers; null as long as there was nothing. */
    public @Nullable SourceCounters seen(Way way, boolean video, int source) {
        return sources.get(index(way, video, source));
    }

    private static int index(Way way, boolean video, int source) {
        return (way.ordinal() * KINDS + (video ? 1 : 0)) * SOURCES + source;
    }
}
