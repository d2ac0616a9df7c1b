package io.sluice.transport.peer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Keeps the handshake of a peer that is quicker than its own description: without the fingerprint nothing can be done with it yet. */
final class EarlyDatagrams {
    private static final int CAPACITY = 32;

    private final Queue<byte[]> datagrams = new ArrayDeque<>();

    /** Copies a datagram; false if there are enough already. */
    boolean add(byte[] buffer, int offset, int length) {
        return datagrams.size() < CAPACITY && datagrams.add(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    /** The oldest, or null. */
    byte @Nullable [] poll() {
        return datagrams.poll();
    }
}
