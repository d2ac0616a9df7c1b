package io.sluice.tokenapi.caller;

import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer publishes, remembered. They are asked for again when they are old, and when a token names a key that is not among
 * them, as one does after a rotation; never more often than every half minute, whatever tokens name, and by one thread at a time. Keys that
 * cannot be asked for again stay good for a day.
 */
public final class RemoteKeys implements BearerKeys {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration USABLE = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Source source;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Known known;
    /** Guarded by the lock. */
    private @Nullable Instant askedAt;

    private record Known(PublishedKeys keys, Instant at) {}

    /** Where a key set comes from. */
    @FunctionalInterface
    public interface Source {
        /** The text of a JSON Web Key Set. */
        String load() throws IOException, InterruptedException;
    }

    /** Nothing is asked for before the first token. */
    public RemoteKeys(Source source) {
        this.source = source;
    }

    @Override
    public @Nullable Key find(String keyId, String algorithm, Instant now) throws Unavailable, InterruptedException {
        Known before = known;
        Key key = before == null ? null : before.keys.find(keyId, algorithm);
        boolean isFresh = before != null && now.isBefore(before.at.plus(FRESH));
        if (key != null && isFresh) {
            return key;
        }
        if (key != null && before != null && now.isBefore(before.at.plus(USABLE))) {
            // Whoever comes while another asks goes on with what there is.
            if (asking.tryLock()) {
                try {
                    ask(now);
                } finally {
                    asking.unlock();
                }
            }
        } else {
            asking.lockInterruptibly();
            try {
                ask(now);
            } finally {
                asking.unlock();
            }
        }
        Known after = known;
        if (after == null || !now.isBefore(after.at.plus(USABLE))) {
            throw new Unavailable("the issuer's keys cannot be had");
        }
        return after.keys.find(keyId, algorithm);
    }

    private void ask(Instant now) throws InterruptedException {
        Instant last = askedAt;
        if (last != null && now.isBefore(last.plus(PAUSE)) && !now.isBefore(last)) {
            return;
        }
        askedAt = now;
        try {
            PublishedKeys keys = PublishedKeys.parse(source.load());
            if (keys != null) {
                known = new Known(keys, now);
            }
        } catch (IOException e) {
            // What is known stays known; the next attempt is half a minute away.
            return;
        }
    }
}
