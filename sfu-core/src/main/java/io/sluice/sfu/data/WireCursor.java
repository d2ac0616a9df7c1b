package io.sluice.sfu.data;

/**
 * Walks over the fields of one protobuf message without decoding it (Protocol Buffers, "Encoding"). Nothing is trusted: what does not fit
 * into its bounds ends the walk as {@link #malformed}. Reusable; holds no copy.
 */
final class WireCursor {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT = 10;

    byte[] buffer = new byte[0];
    /** Number of the current field. */
    int field;
    /** Its wire type. */
    int type;
    /** Where its tag begins. */
    int start;
    /** Where its content begins; of a length-delimited field what follows the length. */
    int from;
    /** Behind its content. */
    int to;
    /** Its number, if it is a varint. */
    long number;

    boolean malformed;
    private int position;
    private int end;

    /** Begins before the first field of the message in these bytes. */
    WireCursor over(byte[] bytes, int first, int behind) {
        buffer = bytes;
        position = first;
        end = behind;
        malformed = false;
        return this;
    }

    /** Goes to the next field; false behind the last one, or where the bytes make no sense. */
    boolean next() {
        if (position >= end || malformed) {
            return false;
        }
        start = position;
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (malformed || tag >>> 32 != 0 || field <= 0) {
            malformed = true;
            return false;
        }
        from = position;
        switch (type) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(8);
            case FIXED32 -> skip(4);
            case BYTES -> {
                long length = varint();
                from = position;
                skip(length);
            }
            // Groups are of the past; none of our messages ever had one.
            default -> malformed = true;
        }
        to = position;
        return !malformed;
    }

    int length() {
        return to - from;
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > end - position) {
            malformed = true;
        } else {
            position += (int) bytes;
        }
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < MAX_VARINT; i++) {
            if (position >= end) {
                malformed = true;
                return 0;
            }
            byte each = buffer[position++];
            value |= (long) (each & 0x7F) << (7 * i);
            if (each >= 0) {
                return value;
            }
        }
        malformed = true;
        return 0;
    }
}
