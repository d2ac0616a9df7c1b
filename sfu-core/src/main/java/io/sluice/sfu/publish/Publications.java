package io.sluice.sfu.publish;

import io.sluice.sfu.negotiate.MediaKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of one participant: those announced and awaited, those published, and announcements that wait for their predecessor under
 * the same client id to end.
 */
public final class Publications {
    private static final int MAX_PENDING = 20;
    private static final int MAX_QUEUED_PER_CID = 3;

    private final Map<String, Publication> pending = new LinkedHashMap<>();
    private final Map<String, Publication> published = new LinkedHashMap<>();
    private final Map<String, Queue<TrackRequest>> queued = new HashMap<>();

    /** What became of an announcement. */
    public enum Admission {
        NEW,
        QUEUED,
        LIMIT_EXCEEDED
    }

    /** Decides about an announcement; {@link Admission#QUEUED} ones are kept here. */
    public Admission admit(TrackRequest request) {
        if (pending.size() >= MAX_PENDING) {
            return Admission.LIMIT_EXCEEDED;
        }
        if (!known(request.cid())) {
            return Admission.NEW;
        }
        Queue<TrackRequest> queue = queued.computeIfAbsent(request.cid(), _ -> new ArrayDeque<>());
        if (queue.size() >= MAX_QUEUED_PER_CID) {
            return Admission.LIMIT_EXCEEDED;
        }
        queue.add(request);
        return Admission.QUEUED;
    }

    private boolean known(String cid) {
        return pending.values().stream().anyMatch(p -> p.carries(cid))
                || published.values().stream().anyMatch(p -> p.carries(cid));
    }

    /** An announced track now waits for its media. */
    public void await(Publication publication) {
        pending.put(publication.sid(), publication);
    }

    /** The next announcement that waited for the end of a track with that client id. */
    public @Nullable TrackRequest nextQueued(String cid) {
        Queue<TrackRequest> queue = queued.get(cid);
        if (queue == null) {
            return null;
        }
        TrackRequest next = queue.poll();
        if (queue.isEmpty()) {
            queued.remove(cid);
        }
        return next;
    }

    /**
     * The announced track whose media a section carries: by the id of the media track, else, since some browsers change it, the first that
     * waits for that kind.
     */
    public @Nullable Publication awaited(MediaKind kind, String cid) {
        Publication byKind = null;
        for (Publication candidate : pending.values()) {
            if (candidate.kind() != kind) {
                continue;
            }
            if (candidate.carries(cid)) {
                return candidate;
            }
            if (byKind == null) {
                byKind = candidate;
            }
        }
        return byKind;
    }

    /**
     * The published track whose second codec a section carries: by the id of the media track, else, where no announced track of that kind waits,
     * the first that waits for its second codec.
     */
    public @Nullable Publication awaitedBackup(MediaKind kind, String cid) {
        boolean guess = pending.values().stream().noneMatch(p -> p.kind() == kind);
        Publication guessed = null;
        for (Publication candidate : published.values()) {
            if (candidate.kind() != kind) {
                continue;
            }
            if (candidate.awaitsBackup(cid, false)) {
                return candidate;
            }
            if (guess && guessed == null && candidate.awaitsBackup(cid, true)) {
                guessed = candidate;
            }
        }
        return guessed;
    }

    /** Whether an awaited track names exactly that media track. */
    public boolean announced(String cid) {
        return pending.values().stream().anyMatch(p -> p.carries(cid));
    }

    /** An awaited track has its media. */
    public void publish(Publication publication) {
        pending.remove(publication.sid());
        published.put(publication.sid(), publication);
    }

    /** Ends a track, published or not. */
    public @Nullable Publication remove(String sid) {
        Publication gone = published.remove(sid);
        return gone != null ? gone : pending.remove(sid);
    }

    /** A track by its id, published or awaited. */
    public @Nullable Publication find(String sid) {
        Publication found = published.get(sid);
        return found != null ? found : pending.get(sid);
    }

    /** Published tracks, oldest first. */
    public Collection<Publication> published() {
        return published.values();
    }

    /** Published and awaited tracks, a copy: for loops in which some of them end. */
    public List<Publication> all() {
        List<Publication> all = new ArrayList<>(published.values());
        all.addAll(pending.values());
        return all;
    }

    /** What others are told of. */
    public List<TrackInfo> infos() {
        List<TrackInfo> infos = new ArrayList<>(published.size());
        for (Publication publication : published.values()) {
            infos.add(publication.info());
        }
        return infos;
    }
}
