package io.sluice.tokenapi.caller;

import io.sluice.tokenapi.token.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Nonces that were used, each remembered for as long as its request could be made again. Keeps a digest of each, so that long ones cost no
 * more, and a fixed number of them: one that must not be forgotten yet is never given up for a new one.
 */
final class NonceTable {
    /** A timestamp may be five minutes ahead and holds until five minutes after. */
    static final Duration KEPT = Duration.ofMinutes(10);

    enum Use {
        FIRST,
        AGAIN,
        FULL
    }

    private record Key(long high, long low) {}

    private final int capacity;
    /** In the order in which they may be forgotten. */
    private final Map<Key, Instant> used = new LinkedHashMap<>();

    /** @param capacity how many are remembered at once */
    NonceTable(int capacity) {
        this.capacity = capacity;
    }

    /** Whether the client used this nonce before; changes nothing. */
    synchronized boolean isUsed(String clientId, String nonce, Instant now) {
        forget(now);
        return used.containsKey(key(clientId, nonce));
    }

    /** Uses a nonce up; of two who do so at once one is first. */
    synchronized Use use(String clientId, String nonce, Instant now) {
        forget(now);
        Key key = key(clientId, nonce);
        if (used.containsKey(key)) {
            return Use.AGAIN;
        }
        if (used.size() >= capacity) {
            return Use.FULL;
        }
        used.put(key, now.plus(KEPT));
        return Use.FIRST;
    }

    private void forget(Instant now) {
        Iterator<Instant> oldest = used.values().iterator();
        while (oldest.hasNext() && !oldest.next().isAfter(now)) {
            oldest.remove();
        }
    }

    /** The length in front keeps two pairs apart that are the same text when joined. */
    private static Key key(String clientId, String nonce) {
        byte[] client = clientId.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(client.length).array();
        ByteBuffer hash = ByteBuffer.wrap(Digests.sha256(length, client, nonce.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
    }
}
