package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes state cookies and knows them again (RFC 9260 §5.1.3): what was agreed on, when, and a code that only we can compute. */
final class StateCookie {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int CONTENT = 48;
    private static final int CODE = 32;

    private final SecretKeySpec key;

    /**
     * What a cookie of ours says.
     *
     * @param madeNanos when it was made
     * @param tieLocal our tag in the association that it shall replace, or 0
     * @param tiePeer the peer's
     */
    record Content(Agreement agreement, long madeNanos, int tieLocal, int tiePeer) {}

    StateCookie(RandomGenerator random) {
        byte[] secret = new byte[CODE];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    byte[] seal(Content content) {
        Agreement agreed = content.agreement();
        byte[] cookie = new byte[CONTENT + CODE];
        BigEndian.put64(cookie, 0, content.madeNanos());
        BigEndian.put32(cookie, 8, agreed.localTag());
        BigEndian.put32(cookie, 12, agreed.peerTag());
        BigEndian.put32(cookie, 16, agreed.localTsn());
        BigEndian.put32(cookie, 20, agreed.peerTsn());
        BigEndian.put32(cookie, 24, (int) agreed.peerWindow());
        BigEndian.put16(cookie, 28, agreed.streams());
        BigEndian.put8(cookie, 30, agreed.forwardTsn() ? 1 : 0);
        BigEndian.put8(cookie, 31, agreed.reset() ? 1 : 0);
        BigEndian.put8(cookie, 32, agreed.zeroChecksum() ? 1 : 0);
        BigEndian.put32(cookie, 36, content.tieLocal());
        BigEndian.put32(cookie, 40, content.tiePeer());
        System.arraycopy(code(cookie, 0), 0, cookie, CONTENT, CODE);
        return cookie;
    }

    /** Null if it is not one of ours. */
    @Nullable
    Content open(byte[] buffer, int offset, int length) {
        if (length != CONTENT + CODE) {
            return null;
        }
        byte[] found = Arrays.copyOfRange(buffer, offset + CONTENT, offset + length);
        if (!MessageDigest.isEqual(found, code(buffer, offset))) {
            return null;
        }
        Agreement agreed = new Agreement(
                BigEndian.i32(buffer, offset + 8),
                BigEndian.i32(buffer, offset + 12),
                BigEndian.i32(buffer, offset + 16),
                BigEndian.i32(buffer, offset + 20),
                BigEndian.u32(buffer, offset + 24),
                BigEndian.u16(buffer, offset + 28),
                buffer[offset + 30] == 1,
                buffer[offset + 31] == 1,
                buffer[offset + 32] == 1);
        return new Content(
                agreed,
                BigEndian.i64(buffer, offset),
                BigEndian.i32(buffer, offset + 36),
                BigEndian.i32(buffer, offset + 40));
    }

    private byte[] code(byte[] buffer, int offset) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(buffer, offset, CONTENT);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
