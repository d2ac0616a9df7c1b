package io.sluice.sfu.participant;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.OutgoingStream;
import io.sluice.sfu.negotiate.SendingSection;
import io.sluice.sfu.negotiate.StreamId;
import io.sluice.sfu.publish.Backup;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.subscribe.DownTrack;
import org.jspecify.annotations.Nullable;

/** A track that a participant receives: the right to it, and the DownTrack that carries it once a section is agreed. */
public final class Subscription {
    private final Participant publisher;
    private final Publication publication;
    private final DownTrack downTrack;
    private final boolean inStep;
    private final boolean backup;

    @Nullable
    SendingSection section;

    @Nullable
    ClientSection clientSection;

    private final long begunNanos;
    private boolean bound;
    private boolean everAgreed;
    private boolean toldPaused;
    private boolean everPaused;

    /**
     * @param backup whether the track is received in its second codec
     * @param inStep played in step with what else the publisher sends in the same stream
     */
    Subscription(
            Participant publisher,
            Publication publication,
            DownTrack downTrack,
            boolean backup,
            boolean inStep,
            long nowNanos) {
        this.begunNanos = nowNanos;
        this.backup = backup;
        this.inStep = inStep;
        this.publisher = publisher;
        this.publication = publication;
        this.downTrack = downTrack;
    }

    /** Who sends it. */
    public Participant publisher() {
        return publisher;
    }

    /** What is sent. */
    public Publication publication() {
        return publication;
    }

    /** The machinery. */
    public DownTrack downTrack() {
        return downTrack;
    }

    /** Audio or video. */
    public MediaKind kind() {
        return publication.kind();
    }

    /** Whether the track is received in its second codec. */
    boolean backup() {
        return backup;
    }

    /** Whether the second codec, in which it is received, is sent no more. */
    boolean over() {
        Backup second = publication.backup();
        return backup && (second == null || second.media() != downTrack.track());
    }

    /** Whether a section carries it. */
    public boolean bound() {
        return bound;
    }

    /** How long it has been there. */
    public long ageNanos(long nowNanos) {
        return nowNanos - begunNanos;
    }

    /** Whether its client ever agreed to it. */
    public boolean everAgreed() {
        return everAgreed;
    }

    /** Whether the client has to be told that the track is paused, or goes on; it counts as told. */
    boolean takePauseChange() {
        boolean changed = toldPaused != downTrack.paused();
        toldPaused = downTrack.paused();
        everPaused |= toldPaused;
        return changed;
    }

    /** Whether the client was ever told that the track is paused. */
    boolean everPaused() {
        return everPaused;
    }

    /** Whether this is asked for the first time since it is {@link #bound}. */
    boolean firstAgreement() {
        boolean first = !everAgreed;
        everAgreed = true;
        return first;
    }

    /**
     * How it shows in descriptions. The stream's id tells clients the publisher and the track, or, where tracks are to be played in step,
     * the stream that they share: receivers align what has one stream id (RFC 8830 §2).
     */
    OutgoingStream outgoing() {
        TrackInfo info = publication.info();
        String stream = publisher.sid() + "|" + (inStep ? info.stream() : publication.sid());
        String mime = backup ? info.codecs().get(1).mimeType() : info.mimeType();
        return new OutgoingStream(
                new StreamId(stream, publication.sid()),
                Integer.toUnsignedLong(downTrack.ssrc()),
                kind() == MediaKind.VIDEO ? Integer.toUnsignedLong(downTrack.rtxSsrc()) : 0,
                mime.substring(mime.indexOf('/') + 1),
                info.stereo());
    }

    /** The section is agreed on. False where the client cannot decode the track. */
    boolean bind(MediaSection agreed, long nowNanos) {
        bound = downTrack.bind(agreed.codecs(), agreed.extensions(), nowNanos);
        return bound;
    }
}
