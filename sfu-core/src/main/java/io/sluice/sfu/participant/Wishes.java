package io.sluice.sfu.participant;

import io.sluice.sfu.subscribe.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client said about tracks, there or not: a wish may come before its track. */
final class Wishes {
    /** Wishes for tracks that do not exist (yet) are remembered up to this number. */
    private static final int MAX_WISHES = 4_096;

    private static final long NOT_FOUND_NANOS = 60_000_000_000L;

    private final Map<String, Wish> byTrack = new HashMap<>();
    private long searchEndsAt = Long.MAX_VALUE;

    /** What was said about one track. */
    static final class Wish {
        @Nullable
        Boolean subscribe;

        @Nullable
        Demand demand;

        /** What the client was told of its permission. */
        @Nullable
        Boolean allowed;

        /** The client cannot decode the first codec. */
        boolean needsBackup;

        private long searchUntil = Long.MAX_VALUE;

        /** The track is there, or no longer looked for. */
        void found() {
            searchUntil = Long.MAX_VALUE;
        }
    }

    /** What was said about a track; null if nothing was. */
    @Nullable
    Wish known(String track) {
        return byTrack.get(track);
    }

    /** The same, to be added to; null if there are too many. */
    @Nullable
    Wish of(String track) {
        Wish known = byTrack.get(track);
        if (known != null || byTrack.size() >= MAX_WISHES) {
            return known;
        }
        Wish fresh = new Wish();
        byTrack.put(track, fresh);
        return fresh;
    }

    /** The track has ended; its id never comes back. */
    void forget(String track) {
        byTrack.remove(track);
    }

    /** The tracks whose first codec the client cannot decode. */
    List<String> needingBackup() {
        List<String> tracks = new ArrayList<>();
        byTrack.forEach((track, wish) -> {
            if (wish.needsBackup) {
                tracks.add(track);
            }
        });
        return tracks;
    }

    /** A track that the client wants is not there: it may come, for a while. */
    void search(Wish wish, long nowNanos) {
        wish.searchUntil = nowNanos + NOT_FOUND_NANOS;
        searchEndsAt = Math.min(searchEndsAt, wish.searchUntil);
    }

    /** The tracks that were searched for long enough, and are wanted no more. */
    List<String> notFound(long nowNanos) {
        if (nowNanos < searchEndsAt) {
            return List.of();
        }
        searchEndsAt = Long.MAX_VALUE;
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Wish> entry : byTrack.entrySet()) {
            Wish wish = entry.getValue();
            if (nowNanos >= wish.searchUntil) {
                wish.found();
                wish.subscribe = false;
                missing.add(entry.getKey());
            }
            searchEndsAt = Math.min(searchEndsAt, wish.searchUntil);
        }
        return missing;
    }
}
