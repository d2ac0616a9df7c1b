package io.sluice.transport.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES128_CM_HMAC_SHA1_80: AES in counter mode, then HMAC-SHA1 cut to 80 bits (RFC 3711 §4.1.1, §4.2.1), on the JDK's primitives. */
final class CmTransform implements Transform {
    static final int AUTH_KEY = 20;

    private static final int TAG = 10;
    private static final int INDEX_WORD = 4;

    private final SecretKeySpec key;
    private final byte[] salt;
    private final Cipher cipher;
    private final Mac mac;
    private final byte[] iv = new byte[16];
    private final byte[] rollover = new byte[INDEX_WORD];
    private final byte[] digest = new byte[20];

    CmTransform(byte[] key, byte[] salt, byte[] auth) throws GeneralSecurityException {
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt;
        cipher = Cipher.getInstance("AES/CTR/NoPadding");
        mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(auth, "HmacSHA1"));
    }

    @Override
    public int sealRtp(byte[] packet, int offset, int clear, int length, long index) {
        try {
            crypt(packet, offset + clear, length - clear, RtpLayout.rtpSsrc(packet, offset), index);
            authenticateRtp(packet, offset, length, index);
            System.arraycopy(digest, 0, packet, offset + length, TAG);
            return length + TAG;
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    @Override
    public int openRtp(byte[] packet, int offset, int clear, int length, long index) {
        try {
            int end = length - TAG;
            authenticateRtp(packet, offset, end, index);
            if (!tagMatches(packet, offset + end)) {
                return SrtpSession.BAD;
            }
            crypt(packet, offset + clear, end - clear, RtpLayout.rtpSsrc(packet, offset), index);
            return end;
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int word) {
        try {
            cryptRtcp(packet, offset, length, word);
            int end = length + INDEX_WORD;
            RtpLayout.putInt32(packet, offset + length, word);
            authenticate(packet, offset, end);
            System.arraycopy(digest, 0, packet, offset + end, TAG);
            return end + TAG;
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, int word) {
        try {
            int end = length - TAG;
            authenticate(packet, offset, end);
            if (!tagMatches(packet, offset + end)) {
                return SrtpSession.BAD;
            }
            cryptRtcp(packet, offset, end - INDEX_WORD, word);
            return end - INDEX_WORD;
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    private void cryptRtcp(byte[] packet, int offset, int length, int word) throws GeneralSecurityException {
        int body = RtpLayout.RTCP_HEADER;
        crypt(packet, offset + body, length - body, RtpLayout.rtcpSsrc(packet, offset), word & Integer.MAX_VALUE);
    }

    /** The counter begins at the salt with the SSRC at byte 4 and the 48-bit index at byte 8; the last two bytes count blocks. */
    private void crypt(byte[] packet, int at, int length, int ssrc, long index) throws GeneralSecurityException {
        System.arraycopy(salt, 0, iv, 0, salt.length);
        iv[14] = 0;
        iv[15] = 0;
        for (int i = 0; i < 4; i++) {
            iv[4 + i] ^= (byte) (ssrc >>> 24 - 8 * i);
        }
        for (int i = 0; i < 6; i++) {
            iv[8 + i] ^= (byte) (index >>> 40 - 8 * i);
        }
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        cipher.doFinal(packet, at, length, packet, at);
    }

    private void authenticateRtp(byte[] packet, int offset, int length, long index) throws GeneralSecurityException {
        mac.update(packet, offset, length);
        RtpLayout.putInt32(rollover, 0, (int) (index >>> 16));
        mac.update(rollover, 0, INDEX_WORD);
        mac.doFinal(digest, 0);
    }

    private void authenticate(byte[] packet, int offset, int length) throws GeneralSecurityException {
        mac.update(packet, offset, length);
        mac.doFinal(digest, 0);
    }

    /** Compares in constant time. */
    private boolean tagMatches(byte[] packet, int at) {
        int difference = 0;
        for (int i = 0; i < TAG; i++) {
            difference |= packet[at + i] ^ digest[i];
        }
        return difference == 0;
    }
}
