package io.sluice.transport.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** Makes and verifies MESSAGE-INTEGRITY with one short-term password (RFC 8489 §9.1, §14.5). Not thread-safe. */
public final class StunIntegrity {
    private final Mac mac;
    private final byte[] computed = new byte[StunAttribute.INTEGRITY_LENGTH];

    /** A verifier for a password of at least one character. */
    public StunIntegrity(String password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA1", impossible);
        }
    }

    /** Whether the message carries an integrity value made with this password. Takes as long for a near miss as for a far one. */
    public boolean verify(StunReader message) {
        if (!message.hasIntegrity()) {
            return false;
        }
        byte[] buffer = message.buffer();
        int value = message.integrity();
        compute(buffer, message.start(), value - 4, computed, 0);
        int difference = 0;
        for (int i = 0; i < computed.length; i++) {
            difference |= computed[i] ^ buffer[value + i];
        }
        return difference == 0;
    }

    /** Writes the value for a message that ends with the header of the attribute. */
    void compute(byte[] buffer, int start, int attribute, byte[] out, int outOffset) {
        // The length that is signed ends with this attribute, whatever follows it (RFC 8489 §14.5).
        int signedLength = attribute + 4 + StunAttribute.INTEGRITY_LENGTH - start - StunType.HEADER_LENGTH;
        mac.update(buffer, start, 2);
        mac.update((byte) (signedLength >>> 8));
        mac.update((byte) signedLength);
        mac.update(buffer, start + 4, attribute - start - 4);
        try {
            mac.doFinal(out, outOffset);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("no room for the integrity value at " + outOffset, e);
        }
    }
}
