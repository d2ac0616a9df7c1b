package io.sluice.transport.srtp;

/**
 * The cryptography of one direction and one of RTP or RTCP, without memory of packets. An engine seam: counter mode with HMAC, or
 * authenticated encryption.
 *
 * <p>In the arguments, {@code clear} is how many bytes at the front are not encrypted.
 */
interface Transform {
    /** Seals in place, {@code index} being the 48-bit index. Returns the new length. */
    int sealRtp(byte[] packet, int offset, int clear, int length, long index);

    /** Opens in place. Returns the new length, or {@link SrtpSession#BAD}. */
    int openRtp(byte[] packet, int offset, int clear, int length, long index);

    /** Seals in place and appends the word of E-flag and index, which is {@code word}. Returns the new length. */
    int sealRtcp(byte[] packet, int offset, int length, int word);

    /** Opens in place; the word is known to be set to the E-flag. Returns the new length, or {@link SrtpSession#BAD}. */
    int openRtcp(byte[] packet, int offset, int length, int word);
}
