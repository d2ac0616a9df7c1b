package io.sluice.transport.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Derives session keys from master keys with the AES counter mode PRF, at a key derivation rate of zero (RFC 3711 §4.3, RFC 7714 §11). */
final class SrtpKdf {
    static final int RTP_KEY = 0;
    static final int RTP_AUTH = 1;
    static final int RTP_SALT = 2;
    /** What to add to a label of RTP for the same of RTCP. */
    static final int RTCP = 3;

    private static final int LABEL_AT = 7;
    private static final int SALT_LENGTH = 14;

    private SrtpKdf() {}

    /**
     * The first bytes of one derived key.
     *
     * @param masterSalt 14 bytes, or 12 which are padded on the right
     */
    static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length) throws GeneralSecurityException {
        if (masterSalt.length > SALT_LENGTH) {
            throw new IllegalArgumentException("salt of " + masterSalt.length + " bytes");
        }
        byte[] counter = Arrays.copyOf(masterSalt, SALT_LENGTH + 2);
        counter[LABEL_AT] ^= (byte) label;
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(counter));
        return cipher.doFinal(new byte[length]);
    }
}
