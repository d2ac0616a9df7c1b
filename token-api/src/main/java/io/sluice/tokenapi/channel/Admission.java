package io.sluice.tokenapi.channel;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a guest has come. */
public enum Admission {
    /** Has a session and has not asked yet. */
    REGISTERED,
    /** Waits for an answer. */
    REQUESTING,
    /** May join. */
    ADMITTED,
    /** Was refused, and may ask again. */
    DECLINED;

    /** Name in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As PeerWave's clients have it: true when admitted, false while waiting, otherwise null. */
    public @Nullable Boolean asFlag() {
        return switch (this) {
            case ADMITTED -> true;
            case REQUESTING -> false;
            case REGISTERED, DECLINED -> null;
        };
    }
}
