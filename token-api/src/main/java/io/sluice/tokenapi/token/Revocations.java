package io.sluice.tokenapi.token;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens for a place in a room do not count any more, though they have not expired: those of somebody who was removed. Revoked are
 * the tokens the participant was seen with, and all that say they were issued in an earlier second. So a token that is made in the very
 * second of the removal, to let somebody back in, holds. Kept in memory only, and the oldest are forgotten beyond a bound. Thread-safe.
 */
public final class Revocations {
    private static final int MAX_PLACES = 100_000;
    /** More than a participant can be given in a second, and so all that could escape by their time of issue. */
    private static final int MAX_TOKENS_OF_ONE = 16;

    /** Stands between a user and a device in an identity, and at the end of what stands for all devices. */
    private static final char DEVICES = ':';
    /** No token that joins a room has this identity. */
    private static final String EVERYBODY = "";

    private final Map<Place, Tokens> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Tokens> eldest) {
            return size() > MAX_PLACES;
        }
    };

    private record Place(String room, String identity) {}

    private static final class Tokens {
        final Set<String> seen = new LinkedHashSet<>();
        final Set<String> revoked = new LinkedHashSet<>();

        @Nullable
        Instant issuedBefore;
    }

    /** Somebody came with this token, or was given it to come back with. @param id as in {@link AccessToken#id} */
    public synchronized void seen(String room, String identity, String id) {
        Tokens tokens = places.computeIfAbsent(new Place(room, identity), _ -> new Tokens());
        add(tokens.seen, id);
    }

    /**
     * Takes back the tokens somebody was seen with and those issued before a time. Calling it again with the same time only adds to the
     * first.
     *
     * @param issuedBefore compared by whole seconds, since tokens know no finer time
     */
    public synchronized void revoke(String room, String identity, Instant issuedBefore) {
        Tokens tokens = places.computeIfAbsent(new Place(room, identity), _ -> new Tokens());
        tokens.seen.forEach(id -> add(tokens.revoked, id));
        tokens.seen.clear();
        if (tokens.issuedBefore == null || tokens.issuedBefore.isBefore(issuedBefore)) {
            tokens.issuedBefore = issuedBefore;
        }
    }

    /** Likewise for a user of the token API: under its own name, and with any of its devices. */
    public synchronized void revokeUser(String room, String userId, Instant issuedBefore) {
        revokeAll(room, identity -> identity.startsWith(userId + DEVICES), issuedBefore);
        revoke(room, userId + DEVICES, issuedBefore);
        revoke(room, userId, issuedBefore);
    }

    /** Likewise for everybody. */
    public synchronized void revokeRoom(String room, Instant issuedBefore) {
        revokeAll(room, _ -> true, issuedBefore);
        revoke(room, EVERYBODY, issuedBefore);
    }

    private void revokeAll(String room, Predicate<String> whose, Instant issuedBefore) {
        List<Place> concerned = places.keySet().stream()
                .filter(place -> place.room().equals(room) && whose.test(place.identity()))
                .toList();
        concerned.forEach(place -> revoke(room, place.identity(), issuedBefore));
    }

    /** Whether the token was taken back, as one for a place in that room. */
    public synchronized boolean revoked(String room, AccessToken token) {
        String identity = token.identity();
        int device = identity.indexOf(DEVICES);
        return revoked(new Place(room, identity), token)
                || revoked(new Place(room, EVERYBODY), token)
                || (device >= 0 && revoked(new Place(room, identity.substring(0, device + 1)), token));
    }

    private boolean revoked(Place place, AccessToken token) {
        Tokens tokens = places.get(place);
        if (tokens == null) {
            return false;
        }
        Instant issuedAt = token.issuedAt();
        return tokens.revoked.contains(token.id())
                || (tokens.issuedBefore != null
                        && issuedAt != null
                        && issuedAt.getEpochSecond() < tokens.issuedBefore.getEpochSecond());
    }

    private static void add(Set<String> ids, String id) {
        if (ids.size() >= MAX_TOKENS_OF_ONE && !ids.contains(id)) {
            ids.remove(ids.iterator().next());
        }
        ids.add(id);
    }
}
