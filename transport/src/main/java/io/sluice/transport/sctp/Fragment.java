package io.sluice.transport.sctp;

/** A part of a message that waits for the others. */
final class Fragment {
    int tsn;
    int flags;
    int stream;
    int ssn;
    int protocol;
    int length;
    byte[] data;

    Fragment(int capacity) {
        data = new byte[capacity];
    }
}
