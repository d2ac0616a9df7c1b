package io.sluice.transport.sctp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.rtp.packet.BigEndian;
import org.jspecify.annotations.Nullable;

/** The messages that open channels (RFC 8832 §5), and the payload protocol identifiers of all messages (RFC 8831 §8). */
final class Dcep {
    static final int CONTROL = 50;
    static final int STRING = 51;
    static final int BINARY = 53;
    static final int STRING_EMPTY = 56;
    static final int BINARY_EMPTY = 57;

    /** Longer labels and protocols are not taken: who opens channels could fill our memory with them. */
    static final int MOST_TEXT = 1_024;

    private static final int OPEN = 3;
    private static final int ACK = 2;
    private static final int FIXED = 12;
    private static final int UNORDERED = 0x80;
    private static final int RETRANSMITS = 1;
    private static final int LIFETIME = 2;

    /** What an OPEN asks for. */
    record Open(String label, String protocol, Reliability reliability) {}

    private Dcep() {}

    static boolean user(int protocol) {
        return protocol == STRING || protocol == BINARY || protocol == STRING_EMPTY || protocol == BINARY_EMPTY;
    }

    static boolean isAck(byte[] message, int offset, int length) {
        return length >= 1 && message[offset] == ACK;
    }

    static boolean isOpen(byte[] message, int offset, int length) {
        return length >= 1 && message[offset] == OPEN;
    }

    /** Null if it is malformed, or asks for what we do not know. */
    static @Nullable Open read(byte[] message, int offset, int length) {
        if (length < FIXED) {
            return null;
        }
        int label = BigEndian.u16(message, offset + 8);
        int protocol = BigEndian.u16(message, offset + 10);
        if (label > MOST_TEXT || protocol > MOST_TEXT || length < FIXED + label + protocol) {
            return null;
        }
        int type = BigEndian.u8(message, offset + 1);
        int limit = (int) Math.min(Integer.MAX_VALUE, BigEndian.u32(message, offset + 4));
        boolean ordered = (type & UNORDERED) == 0;
        Reliability reliability;
        switch (type & ~UNORDERED) {
            case 0 -> reliability = new Reliability(ordered, Reliability.UNLIMITED, Reliability.UNLIMITED);
            case RETRANSMITS -> reliability = new Reliability(ordered, limit, Reliability.UNLIMITED);
            case LIFETIME -> reliability = new Reliability(ordered, Reliability.UNLIMITED, limit);
            default -> {
                return null;
            }
        }
        return new Open(
                new String(message, offset + FIXED, label, UTF_8),
                new String(message, offset + FIXED + label, protocol, UTF_8),
                reliability);
    }

    static byte[] open(Open open) {
        byte[] label = open.label().getBytes(UTF_8);
        byte[] protocol = open.protocol().getBytes(UTF_8);
        if (label.length > MOST_TEXT || protocol.length > MOST_TEXT) {
            throw new IllegalArgumentException("label or protocol too long");
        }
        Reliability reliability = open.reliability();
        int type = reliability.ordered() ? 0 : UNORDERED;
        int limit = 0;
        if (reliability.maxRetransmits() != Reliability.UNLIMITED) {
            type |= RETRANSMITS;
            limit = reliability.maxRetransmits();
        } else if (reliability.lifetimeMillis() != Reliability.UNLIMITED) {
            type |= LIFETIME;
            limit = reliability.lifetimeMillis();
        }
        byte[] message = new byte[FIXED + label.length + protocol.length];
        message[0] = OPEN;
        message[1] = (byte) type;
        BigEndian.put32(message, 4, limit);
        BigEndian.put16(message, 8, label.length);
        BigEndian.put16(message, 10, protocol.length);
        System.arraycopy(label, 0, message, FIXED, label.length);
        System.arraycopy(protocol, 0, message, FIXED + label.length, protocol.length);
        return message;
    }

    static byte[] ack() {
        return new byte[] {ACK};
    }
}
