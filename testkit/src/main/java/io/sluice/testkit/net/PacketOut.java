package io.sluice.testkit.net;

/** Where a scripted client puts what it sends. */
public interface PacketOut {
    /** Takes one packet; the bytes are copied. */
    void send(byte[] buffer, int offset, int length);
}
