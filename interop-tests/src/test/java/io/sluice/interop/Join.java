package io.sluice.interop;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a participant joins. */
record Join(Mode mode, @Nullable String passphrase, boolean encryptsData, boolean tcpOnly) {
    /** How many peer connections a browser uses; the first is livekit-client's default. */
    enum Mode {
        SINGLE,
        DUAL
    }

    static Join normally() {
        return new Join(Mode.SINGLE, null, false, false);
    }

    static Join with(Mode mode) {
        return new Join(mode, null, false, false);
    }

    static Join encrypted(String passphrase) {
        return new Join(Mode.SINGLE, passphrase, false, false);
    }

    /** Sound, pictures and data. */
    static Join encryptedThroughout(String passphrase) {
        return new Join(Mode.SINGLE, passphrase, true, false);
    }

    static Join overTcp() {
        return new Join(Mode.SINGLE, null, false, true);
    }

    Map<String, Object> arguments(String url, String token, boolean onBadLine) {
        Map<String, Object> arguments = new HashMap<>(Map.of("url", url, "token", token));
        arguments.put("mode", mode == Mode.SINGLE ? "single" : "dual");
        if (passphrase != null) {
            arguments.put("e2ee", passphrase);
            arguments.put("encryptData", encryptsData);
        }
        if (tcpOnly || onBadLine) {
            arguments.put("only", tcpOnly ? "tcp" : "line");
        }
        return arguments;
    }
}
