package io.sluice.sfu.data;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * What the server must know of one LiveKit {@code DataPacket} (livekit_models.proto) to pass it on; the rest is bytes. A view into a buffer
 * that is valid until the next {@link #read}; one is used for all packets of a room.
 */
final class DataPacket {
    static final int KIND = 1;
    static final int USER = 2;
    static final int IDENTITY = 4;
    static final int DESTINATION_IDENTITIES = 5;
    static final int TRANSCRIPTION = 7;
    static final int METRICS = 8;
    static final int CHAT_MESSAGE = 9;
    static final int STREAM_HEADER = 13;
    static final int SEQUENCE = 16;
    static final int SID = 17;
    private static final int ENCRYPTED = 18;

    static final int USER_SID = 1;
    static final int USER_PAYLOAD = 2;
    static final int USER_DESTINATION_SIDS = 3;
    static final int USER_TOPIC = 4;
    static final int USER_IDENTITY = 5;
    static final int USER_DESTINATION_IDENTITIES = 6;
    static final int USER_NONCE = 11;
    static final int NONCE_LENGTH = 16;

    private final WireCursor fields = new WireCursor();
    private final WireCursor userFields = new WireCursor();

    byte[] buffer = new byte[0];
    int first;
    int behind;
    /** The field number of what the packet carries; 0 for nothing we know. */
    int value;

    int valueFrom;
    int valueTo;
    long sequence;
    String identity = "";
    /** Whether the packet itself says who shall get it; a user packet may say so inside instead. */
    boolean addressed;

    /** Who shall get it, by identity; nobody in this and the next means everybody. */
    final Set<String> identities = new HashSet<>();

    final Set<String> sids = new HashSet<>();
    /** Sixteen bytes by which the same message is recognised; empty without. */
    String nonce = "";

    /** Reads a packet; false if it is none, or carries two things at once. */
    boolean read(byte[] bytes, int offset, int length) {
        buffer = bytes;
        first = offset;
        behind = offset + length;
        value = 0;
        sequence = 0;
        identity = "";
        nonce = "";
        addressed = false;
        identities.clear();
        sids.clear();
        fields.over(bytes, first, behind);
        while (fields.next()) {
            if (!take()) {
                return false;
            }
        }
        return !fields.malformed && (value != USER || readUser());
    }

    private boolean take() {
        int field = fields.field;
        switch (field) {
            case KIND -> {
                return fields.type == WireCursor.VARINT;
            }
            case SEQUENCE -> {
                sequence = fields.number & 0xFFFF_FFFFL;
                return fields.type == WireCursor.VARINT;
            }
            case IDENTITY -> {
                identity = text(fields);
                return fields.type == WireCursor.BYTES;
            }
            case SID -> {
                return fields.type == WireCursor.BYTES;
            }
            case DESTINATION_IDENTITIES -> {
                addressed = true;
                identities.add(text(fields));
                return fields.type == WireCursor.BYTES;
            }
            default -> {
                return !carried(field) || carry();
            }
        }
    }

    /** Fields of the packet's oneof, as far as they are known today. */
    private static boolean carried(int field) {
        return (field >= USER && field <= 15 && field != IDENTITY && field != DESTINATION_IDENTITIES)
                || field == ENCRYPTED;
    }

    private boolean carry() {
        if (value != 0 || fields.type != WireCursor.BYTES) {
            // Decoders disagree on which of two counts, so what we judge and what is read might differ.
            return false;
        }
        value = fields.field;
        valueFrom = fields.from;
        valueTo = fields.to;
        return true;
    }

    private boolean readUser() {
        userFields.over(buffer, valueFrom, valueTo);
        while (userFields.next()) {
            boolean bytes = userFields.type == WireCursor.BYTES;
            switch (userFields.field) {
                case USER_DESTINATION_IDENTITIES -> {
                    if (!bytes) {
                        return false;
                    }
                    if (!addressed) {
                        identities.add(text(userFields));
                    }
                }
                case USER_DESTINATION_SIDS -> {
                    if (!bytes) {
                        return false;
                    }
                    sids.add(text(userFields));
                }
                case USER_NONCE -> {
                    if (bytes && userFields.length() == NONCE_LENGTH) {
                        nonce = new String(buffer, userFields.from, NONCE_LENGTH, StandardCharsets.ISO_8859_1);
                    }
                }
                case USER_SID, USER_IDENTITY -> {
                    if (!bytes) {
                        return false;
                    }
                }
                default -> {
                    // Payload, topic and what is to come: not ours to read.
                }
            }
        }
        return !userFields.malformed;
    }

    private static String text(WireCursor at) {
        return new String(at.buffer, at.from, at.length(), StandardCharsets.UTF_8);
    }

    /** Whether it is for everybody. */
    boolean broadcast() {
        return identities.isEmpty() && sids.isEmpty();
    }
}
