package io.sluice.transport.dtls;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Datagrams on their way from the loop to a blocked handshake. Bounded: what does not fit is lost, as on any network. */
final class DatagramQueue {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> datagrams = new ArrayDeque<>();
    private boolean closed;

    DatagramQueue(int capacity) {
        this.capacity = capacity;
    }

    boolean offer(byte[] datagram) {
        lock.lock();
        try {
            if (closed || datagrams.size() >= capacity) {
                return false;
            }
            datagrams.add(datagram);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next datagram, or null if there is none now. */
    byte @Nullable [] poll() {
        lock.lock();
        try {
            return datagrams.poll();
        } finally {
            lock.unlock();
        }
    }

    /** The next datagram, or null if none came until the deadline of {@link System#nanoTime} or the queue was closed. */
    byte @Nullable [] poll(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            return await(deadlineNanos) ? datagrams.poll() : null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a datagram and leaves it there; false if none came in time or the queue was closed. */
    boolean awaitFirst(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            return await(deadlineNanos);
        } finally {
            lock.unlock();
        }
    }

    private boolean await(long deadlineNanos) throws InterruptedException {
        while (datagrams.isEmpty()) {
            long left = deadlineNanos - System.nanoTime();
            if (closed || left <= 0) {
                return false;
            }
            changed.awaitNanos(left);
        }
        return !closed;
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait and forgets what is queued. */
    void close() {
        lock.lock();
        try {
            closed = true;
            datagrams.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
