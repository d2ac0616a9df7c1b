package io.sluice.sfu.participant;

import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.TrackSource;
import java.util.random.RandomGenerator;

/** Makes the ids by which clients know what they deal with: a prefix and twelve characters that are hard to confuse. */
public final class Sids {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private final RandomGenerator random;

    /** @param random must not be guessable: a participant's sid is part of its resume */
    public Sids(RandomGenerator random) {
        this.random = random;
    }

    /** {@code RM_…} */
    public String room() {
        return "RM_" + text(LENGTH);
    }

    /** {@code PA_…} */
    public String participant() {
        return "PA_" + text(LENGTH);
    }

    /** {@code TR_…}, with letters for kind and source. */
    public String track(MediaKind kind, TrackSource source) {
        return "TR_" + (kind == MediaKind.AUDIO ? "A" : "V") + source.letter() + text(LENGTH);
    }

    /** {@code DTR_…} */
    public String dataTrack() {
        return "DTR_" + text(LENGTH);
    }

    /** {@code ND_…} */
    public String node() {
        return "ND_" + text(LENGTH);
    }

    /** Random characters of the same alphabet. */
    public String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
