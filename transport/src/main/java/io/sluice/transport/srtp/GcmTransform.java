package io.sluice.transport.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714 §8, §9) on the JDK's cipher. */
final class GcmTransform implements Transform {
    private static final int TAG = 16;
    private static final int INDEX_WORD = 4;

    private final boolean seals;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final Cipher cipher;
    private final byte[] iv = new byte[12];
    private final byte[] word = new byte[INDEX_WORD];
    private byte[] scratch = new byte[2048];
    private long lastSealed = -1;
    private int lastSsrc;

    GcmTransform(byte[] key, byte[] salt, boolean seals) throws GeneralSecurityException {
        this.seals = seals;
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt;
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    @Override
    public int sealRtp(byte[] packet, int offset, int clear, int length, long index) {
        try {
            begin(RtpLayout.rtpSsrc(packet, offset), index);
            cipher.updateAAD(packet, offset, clear);
            return clear + cipher.doFinal(packet, offset + clear, length - clear, packet, offset + clear);
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    @Override
    public int openRtp(byte[] packet, int offset, int clear, int length, long index) {
        try {
            begin(RtpLayout.rtpSsrc(packet, offset), index);
            cipher.updateAAD(packet, offset, clear);
            return clear + open(packet, offset + clear, length - clear);
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    @Override
    public int sealRtcp(byte[] packet, int offset, int length, int indexWord) {
        int body = offset + RtpLayout.RTCP_HEADER;
        try {
            begin(RtpLayout.rtcpSsrc(packet, offset), indexWord & Integer.MAX_VALUE);
            authenticateHeader(packet, offset, indexWord);
            int sealed = cipher.doFinal(packet, body, length - RtpLayout.RTCP_HEADER, packet, body);
            RtpLayout.putInt32(packet, body + sealed, indexWord);
            return RtpLayout.RTCP_HEADER + sealed + INDEX_WORD;
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    @Override
    public int openRtcp(byte[] packet, int offset, int length, int indexWord) {
        try {
            begin(RtpLayout.rtcpSsrc(packet, offset), indexWord & Integer.MAX_VALUE);
            authenticateHeader(packet, offset, indexWord);
            int body = RtpLayout.RTCP_HEADER;
            return body + open(packet, offset + body, length - body - INDEX_WORD);
        } catch (GeneralSecurityException e) {
            return SrtpSession.BAD;
        }
    }

    private void authenticateHeader(byte[] packet, int offset, int indexWord) {
        cipher.updateAAD(packet, offset, RtpLayout.RTCP_HEADER);
        RtpLayout.putInt32(word, 0, indexWord);
        cipher.updateAAD(word, 0, INDEX_WORD);
    }

    /** Decrypts through a copy, because the cipher makes one of its own, each time, when source and destination overlap. */
    private int open(byte[] packet, int at, int length) throws GeneralSecurityException {
        if (length > scratch.length) {
            scratch = new byte[length];
        }
        System.arraycopy(packet, at, scratch, 0, length);
        return cipher.doFinal(scratch, 0, length, packet, at);
    }

    /** The IV is two zero bytes, the SSRC and the 48-bit index, under the salt; an RTCP index has 31 bits (RFC 7714 §8.1, §9.1). */
    private void begin(int ssrc, long index) throws GeneralSecurityException {
        RtpLayout.putInt32(iv, 2, ssrc);
        iv[6] = (byte) (index >>> 40);
        iv[7] = (byte) (index >>> 32);
        RtpLayout.putInt32(iv, 8, (int) index);
        iv[0] = 0;
        iv[1] = 0;
        for (int i = 0; i < iv.length; i++) {
            iv[i] ^= salt[i];
        }
        if (!seals) {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv));
            return;
        }
        if (index == lastSealed && ssrc == lastSsrc) {
            // The cipher refuses the same IV twice in a row. Repeating a packet byte for byte is harmless, so it is
            // shown another in between.
            iv[0] ^= 1;
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv));
            iv[0] ^= 1;
        }
        lastSealed = index;
        lastSsrc = ssrc;
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, iv));
    }
}
