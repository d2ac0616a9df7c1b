package io.sluice.sfu.participant;

import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.MediaKind;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The tracks that wait for a section to be sent on, where the client makes all offers: it is asked for as many as are needed, and gives them
 * with its next offer.
 */
final class SectionQueue {
    private final Queue<Subscription> waiting = new ArrayDeque<>();
    private int askedAudio;
    private int askedVideo;
    private boolean due;

    void add(Subscription subscription) {
        waiting.add(subscription);
        due = true;
    }

    /** Returns false if the track did not wait. */
    boolean remove(Subscription subscription) {
        return waiting.remove(subscription);
    }

    /** The client has a section more or less than before. */
    void sectionsChanged() {
        due = true;
    }

    /** The first that waits for a section of this kind leaves the queue; null if none does. */
    @Nullable
    Subscription next(MediaKind kind) {
        for (Subscription candidate : waiting) {
            if (candidate.kind() == kind) {
                waiting.remove(candidate);
                return candidate;
            }
        }
        return null;
    }

    /** An offer of the client was answered: what it was asked for has been given, or must be asked for again. */
    void answered() {
        askedAudio = 0;
        askedVideo = 0;
        due = !waiting.isEmpty();
    }

    /** Whether to {@link #ask}. */
    boolean due() {
        return due;
    }

    /** What to ask the client for, besides the sections that it has free and those it was asked for. */
    RoomEvent.SectionsNeeded ask(ClientOffers offers) {
        due = false;
        int audio = Math.max(0, count(MediaKind.AUDIO) - offers.free(MediaKind.AUDIO) - askedAudio);
        int video = Math.max(0, count(MediaKind.VIDEO) - offers.free(MediaKind.VIDEO) - askedVideo);
        askedAudio += audio;
        askedVideo += video;
        return new RoomEvent.SectionsNeeded(audio, video);
    }

    private int count(MediaKind kind) {
        int count = 0;
        for (Subscription subscription : waiting) {
            if (subscription.kind() == kind) {
                count++;
            }
        }
        return count;
    }
}
