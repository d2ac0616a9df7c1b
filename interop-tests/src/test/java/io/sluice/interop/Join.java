package io.sluice.interop;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a participant joins.
 *
 * @param without a codec of pictures that its browser cannot decode
 * @param dynacast sends what others want, and no more
 */
record Join(
        Mode mode,
        @Nullable String passphrase,
        boolean encryptsData,
        boolean tcpOnly,
        @Nullable String without,
        boolean dynacast) {
    /** How many peer connections a browser uses; the first is livekit-client's default. */
    enum Mode {
        SINGLE,
        DUAL
    }

    static Join normally() {
        return with(Mode.SINGLE);
    }

    static Join with(Mode mode) {
        return new Join(mode, null, false, false, null, false);
    }

    static Join encrypted(String passphrase) {
        return new Join(Mode.SINGLE, passphrase, false, false, null, false);
    }

    /** Sound, pictures and data. */
    static Join encryptedThroughout(String passphrase) {
        return new Join(Mode.SINGLE, passphrase, true, false, null, false);
    }

    static Join overTcp() {
        return new Join(Mode.SINGLE, null, false, true, null, false);
    }

    /** Heeds what others want of its pictures. */
    static Join heedingDemand() {
        return new Join(Mode.SINGLE, null, false, false, null, true);
    }

    static Join without(Mode mode, String codec) {
        return new Join(mode, null, false, false, codec, false);
    }

    Map<String, Object> arguments(String url, String token, boolean onBadLine) {
        Map<String, Object> arguments = new HashMap<>(Map.of("url", url, "token", token, "dynacast", dynacast));
        arguments.put("mode", mode == Mode.SINGLE ? "single" : "dual");
        if (passphrase != null) {
            arguments.put("e2ee", passphrase);
            arguments.put("encryptData", encryptsData);
        }
        if (without != null) {
            arguments.put("without", without);
        }
        if (tcpOnly || onBadLine) {
            arguments.put("only", tcpOnly ? "tcp" : "line");
        }
        return arguments;
    }
}
