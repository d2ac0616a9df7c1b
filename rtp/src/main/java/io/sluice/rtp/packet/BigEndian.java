package io.sluice.rtp.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order inside a byte array. The caller has checked that the bytes are there. */
public final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** One byte as 0 to 255. */
    public static int u8(byte[] buffer, int offset) {
        return buffer[offset] & 0xff;
    }

    /** Two bytes as 0 to 65535. */
    public static int u16(byte[] buffer, int offset) {
        return (short) SHORT.get(buffer, offset) & 0xffff;
    }

    /** Three bytes as 0 to 2^24 - 1. */
    public static int u24(byte[] buffer, int offset) {
        return u8(buffer, offset) << 16 | u16(buffer, offset + 1);
    }

    /** Four bytes as the bits of an int. */
    public static int i32(byte[] buffer, int offset) {
        return (int) INT.get(buffer, offset);
    }

    /** Four bytes as 0 to 2^32 - 1. */
    public static long u32(byte[] buffer, int offset) {
        return i32(buffer, offset) & 0xffff_ffffL;
    }

    /** Eight bytes as the bits of a long. */
    public static long i64(byte[] buffer, int offset) {
        return (long) LONG.get(buffer, offset);
    }

    /** Writes the low 8 bits. */
    public static void put8(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) value;
    }

    /** Writes the low 16 bits. */
    public static void put16(byte[] buffer, int offset, int value) {
        SHORT.set(buffer, offset, (short) value);
    }

    /** Writes the low 24 bits. */
    public static void put24(byte[] buffer, int offset, int value) {
        buffer[offset] = (byte) (value >> 16);
        SHORT.set(buffer, offset + 1, (short) value);
    }

    /** Writes 32 bits. */
    public static void put32(byte[] buffer, int offset, int value) {
        INT.set(buffer, offset, value);
    }

    /** Writes 64 bits. */
    public static void put64(byte[] buffer, int offset, long value) {
        LONG.set(buffer, offset, value);
    }
}
