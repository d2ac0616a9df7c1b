package io.sluice.transport.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/** A part of somebody's array, as jitsi-srtp wants to see it. It never moves to another array: what does not fit is an error. */
final class Window implements ByteArrayBuffer {
    private static final byte[] NONE = {};

    private byte[] buffer = NONE;
    private int offset;
    private int length;

    void over(byte[] newBuffer, int newOffset, int newLength) {
        buffer = newBuffer;
        offset = newOffset;
        length = newLength;
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int newLength) {
        length = newLength;
    }

    @Override
    public void setOffset(int newOffset) {
        offset = newOffset;
    }

    @Override
    public boolean isInvalid() {
        return offset < 0 || length < 0 || buffer.length - offset < length;
    }

    @Override
    public void readRegionToBuff(int from, int count, byte[] target) {
        System.arraycopy(buffer, offset + from, target, 0, count);
    }

    @Override
    public void grow(int by) {
        if (buffer.length - offset - length < by) {
            throw new IndexOutOfBoundsException(by + " more bytes do not fit");
        }
    }

    @Override
    public void append(byte[] data, int count) {
        System.arraycopy(data, 0, buffer, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int by) {
        length -= by;
    }
}
