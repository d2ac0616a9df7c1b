package io.sluice.transport.srtp;

import java.util.Arrays;

/**
 * The master keys and salts of both directions, as exported from DTLS, seen from our side. Not a record, so that no key finds its way
 * into a log by {@code toString}.
 */
public final class SrtpKeys {
    private final SrtpProfile profile;
    private final byte[] localKey;
    private final byte[] localSalt;
    private final byte[] remoteKey;
    private final byte[] remoteSalt;

    private SrtpKeys(SrtpProfile profile, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {
        this.profile = profile;
        this.localKey = localKey;
        this.localSalt = localSalt;
        this.remoteKey = remoteKey;
        this.remoteSalt = remoteSalt;
    }

    /** How many bytes the exporter must deliver for a profile (RFC 5764 §4.2). */
    public static int exportedLength(SrtpProfile profile) {
        return 2 * (profile.keyLength + profile.saltLength);
    }

    /**
     * Splits exported keying material: client key, server key, client salt, server salt (RFC 5764 §4.2).
     *
     * @param exported exactly {@link #exportedLength} bytes
     * @param client whether we were the DTLS client, and so seal with the client's key
     */
    public static SrtpKeys ofExported(SrtpProfile profile, byte[] exported, boolean client) {
        if (exported.length != exportedLength(profile)) {
            throw new IllegalArgumentException(
                    "expected " + exportedLength(profile) + " bytes, not " + exported.length);
        }
        int key = profile.keyLength;
        int salt = profile.saltLength;
        byte[] clientKey = Arrays.copyOfRange(exported, 0, key);
        byte[] serverKey = Arrays.copyOfRange(exported, key, 2 * key);
        byte[] clientSalt = Arrays.copyOfRange(exported, 2 * key, 2 * key + salt);
        byte[] serverSalt = Arrays.copyOfRange(exported, 2 * key + salt, 2 * (key + salt));
        return client
                ? new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt)
                : new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt);
    }

    /** The negotiated profile. */
    public SrtpProfile profile() {
        return profile;
    }

    byte[] localKey() {
        return localKey;
    }

    byte[] localSalt() {
        return localSalt;
    }

    byte[] remoteKey() {
        return remoteKey;
    }

    byte[] remoteSalt() {
        return remoteSalt;
    }
}
