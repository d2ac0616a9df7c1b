package io.sluice.sfu.data;

import java.util.Arrays;

/**
 * Writes a protobuf message from its end to its beginning, so that the length of a nested message is known when it is due. Reusable; what
 * was written is taken out as a copy of just its size.
 */
final class WireWriter {
    private byte[] buffer = new byte[4_096];
    private int position = buffer.length;

    /** Forgets what was written. */
    void reset() {
        position = buffer.length;
    }

    /** How many bytes there are by now: a mark for {@link #wrap}. */
    int size() {
        return buffer.length - position;
    }

    /** What was written. */
    byte[] toBytes() {
        return Arrays.copyOfRange(buffer, position, buffer.length);
    }

    /** Puts bytes as they are in front: one or more whole fields. */
    void raw(byte[] source, int from, int to) {
        int length = to - from;
        room(length);
        position -= length;
        System.arraycopy(source, from, buffer, position, length);
    }

    /** Puts a length-delimited field in front. */
    void bytes(int field, byte[] source, int from, int to) {
        raw(source, from, to);
        varint(to - from);
        varint((long) field << 3 | WireCursor.BYTES);
    }

    /** Puts a number in front. */
    void number(int field, long value) {
        varint(value);
        varint((long) field << 3 | WireCursor.VARINT);
    }

    /** Makes everything that was written since the mark the content of a field. */
    void wrap(int field, int mark) {
        varint(size() - mark);
        varint((long) field << 3 | WireCursor.BYTES);
    }

    private void varint(long value) {
        int length = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            length++;
        }
        room(length);
        position -= length;
        long rest = value;
        for (int i = 0; i < length; i++) {
            buffer[position + i] = (byte) (i < length - 1 ? rest & 0x7F | 0x80 : rest & 0x7F);
            rest >>>= 7;
        }
    }

    private void room(int length) {
        if (position < length) {
            int written = size();
            byte[] larger = new byte[Math.max(buffer.length * 2, written + length)];
            System.arraycopy(buffer, position, larger, larger.length - written, written);
            position = larger.length - written;
            buffer = larger;
        }
    }
}
