package io.sluice.transport.stun;

import static io.sluice.rtp.packet.BigEndian.put16;
import static io.sluice.rtp.packet.BigEndian.put32;
import static io.sluice.rtp.packet.BigEndian.put64;

import java.net.InetSocketAddress;
import java.util.zip.CRC32;

/** Builds one STUN message after the other in the same array. Attributes come out in the order of the calls. Not thread-safe. */
public final class StunWriter {
    /** Two fragments of the largest size and everything else a check or an answer can have. */
    private static final int CAPACITY = 768;

    private final byte[] buffer = new byte[CAPACITY];
    private final CRC32 crc = new CRC32();
    private int length;

    /** Starts a message of one of the types of {@link StunType}. */
    public StunWriter begin(int type, long transactionHigh, int transactionLow) {
        put16(buffer, 0, type);
        put32(buffer, 4, StunType.MAGIC_COOKIE);
        put64(buffer, 8, transactionHigh);
        put32(buffer, 16, transactionLow);
        length = StunType.HEADER_LENGTH;
        return this;
    }

    /** USERNAME: the receiver's fragment, a colon, ours. */
    public StunWriter username(byte[] username) {
        return bytes(StunAttribute.USERNAME, username);
    }

    /** PRIORITY: what a peer-reflexive candidate learnt from this check shall have. */
    public StunWriter priority(long priority) {
        header(StunAttribute.PRIORITY, 4);
        put32(buffer, length, (int) priority);
        length += 4;
        return this;
    }

    /** ICE-CONTROLLING or ICE-CONTROLLED. */
    public StunWriter role(boolean controlling, long tieBreaker) {
        header(controlling ? StunAttribute.ICE_CONTROLLING : StunAttribute.ICE_CONTROLLED, 8);
        put64(buffer, length, tieBreaker);
        length += 8;
        return this;
    }

    /** USE-CANDIDATE. */
    public StunWriter useCandidate() {
        header(StunAttribute.USE_CANDIDATE, 0);
        return this;
    }

    /** XOR-MAPPED-ADDRESS of either family. */
    public StunWriter mappedAddress(InetSocketAddress mapped) {
        byte[] address = mapped.getAddress().getAddress();
        header(StunAttribute.XOR_MAPPED_ADDRESS, 4 + address.length);
        put16(buffer, length, address.length == 4 ? 1 : 2);
        put16(buffer, length + 2, mapped.getPort() ^ (StunType.MAGIC_COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            buffer[length + 4 + i] = (byte) (address[i] ^ buffer[4 + i]);
        }
        length += 4 + address.length;
        return this;
    }

    /** ERROR-CODE without a reason phrase: nobody reads it, and it would only make floods pay better. */
    public StunWriter error(int code) {
        header(StunAttribute.ERROR_CODE, 4);
        put16(buffer, length, 0);
        buffer[length + 2] = (byte) (code / 100);
        buffer[length + 3] = (byte) (code % 100);
        length += 4;
        return this;
    }

    /** UNKNOWN-ATTRIBUTES with those of a request. */
    public StunWriter unknownAttributes(StunReader request) {
        int count = request.unknownCount();
        header(StunAttribute.UNKNOWN_ATTRIBUTES, 2 * count);
        for (int i = 0; i < count; i++) {
            put16(buffer, length, request.unknown(i));
            length += 2;
        }
        return pad(2 * count);
    }

    /** Ends the message with MESSAGE-INTEGRITY and FINGERPRINT. */
    public void finish(StunIntegrity integrity) {
        int attribute = length;
        header(StunAttribute.MESSAGE_INTEGRITY, StunAttribute.INTEGRITY_LENGTH);
        integrity.compute(buffer, 0, attribute, buffer, length);
        length += StunAttribute.INTEGRITY_LENGTH;
        header(StunAttribute.FINGERPRINT, 4);
        put16(buffer, 2, length + 4 - StunType.HEADER_LENGTH);
        crc.reset();
        crc.update(buffer, 0, length - 4);
        put32(buffer, length, (int) crc.getValue() ^ StunAttribute.FINGERPRINT_XOR);
        length += 4;
    }

    /** The array; the message stands at its beginning and is overwritten by the next. */
    public byte[] buffer() {
        return buffer;
    }

    /** Bytes of the finished message. */
    public int length() {
        return length;
    }

    private StunWriter bytes(int type, byte[] value) {
        header(type, value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return pad(value.length);
    }

    private void header(int type, int size) {
        put16(buffer, length, type);
        put16(buffer, length + 2, size);
        length += 4;
    }

    private StunWriter pad(int size) {
        for (int i = size; (i & 3) != 0; i++) {
            buffer[length++] = 0;
        }
        return this;
    }
}
