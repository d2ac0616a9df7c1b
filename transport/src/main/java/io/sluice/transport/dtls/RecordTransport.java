package io.sluice.transport.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What the library takes for a socket. During the handshake it is used by a thread of its own, and {@code receive} blocks on a queue. From
 * {@link #drive} on it is used by the loop, and holds the one datagram that the loop is just reading.
 */
final class RecordTransport implements DatagramTransport {
    /** Larger datagrams are not read; nobody sends records beyond the usual MTU. */
    static final int RECEIVE_LIMIT = 2048;

    private static final byte[] NONE = {};

    private final DatagramQueue queue;
    private final ResendPolicy resends;
    private final @Nullable CertificateVerifyGuard guard;
    private final long deadlineNanos;
    private final Flight flight = new Flight();
    private final Empty empty = new Empty();

    private DatagramOut out;
    private boolean driven;
    private boolean closed;
    private byte[] incoming = NONE;
    private int incomingAt;
    private int incomingLength;

    /**
     * @param guard for a server
     * @param out takes datagrams of the handshake, on the handshake's thread
     * @param deadlineNanos of {@link System#nanoTime}, when the handshake has failed
     */
    RecordTransport(
            DatagramQueue queue,
            HandshakeTimes times,
            @Nullable CertificateVerifyGuard guard,
            DatagramOut out,
            long deadlineNanos) {
        this.queue = queue;
        this.resends = new ResendPolicy(times.firstResendNanos(), times.maxResendNanos());
        this.guard = guard;
        this.out = out;
        this.deadlineNanos = deadlineNanos;
    }

    /** The handshake is over; from now on only the loop calls, and what is to be sent goes straight out. */
    void drive(DatagramOut straight) {
        out = straight;
        driven = true;
    }

    /** Puts a datagram where the next {@code receive} finds it. It is read before the buffer is handed back. */
    void load(byte[] buffer, int offset, int length) {
        incoming = buffer;
        incomingAt = offset;
        // Handshake messages may still come again, and need as much care as before.
        incomingLength =
                FragmentLimit.exceeded(buffer, offset, length) ? 0 : FatalRecords.admit(buffer, offset, length);
    }

    /** Ends a flight. */
    boolean flush() {
        return flight.flush(out);
    }

    /** Whether the library has closed its side, for example because the peer did. */
    boolean closed() {
        return closed;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return DtlsEndpoint.MAX_DATAGRAM;
    }

    @Override
    public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
        return driven ? take(buf, off, len) : await(buf, off, len);
    }

    private int take(byte[] buf, int off, int len) throws InterruptedIOException {
        int size = incomingLength;
        if (size == 0) {
            throw empty;
        }
        incomingLength = 0;
        int taken = Math.min(size, len);
        System.arraycopy(incoming, incomingAt, buf, off, taken);
        incoming = NONE;
        return taken;
    }

    private int await(byte[] buf, int off, int len) throws IOException {
        resends.flightEnds(flush(), System.nanoTime());
        while (true) {
            long now = System.nanoTime();
            if (deadlineNanos - now <= 0) {
                throw new TlsTimeoutException("no handshake in time");
            }
            byte[] datagram = next(Math.min(resends.nextAt(), deadlineNanos));
            if (datagram == null) {
                if (queue.closed()) {
                    throw new IOException("closed");
                }
                if (resends.nextAt() - System.nanoTime() <= 0) {
                    resends.timedOut();
                    return -1;
                }
                continue;
            }
            if (datagram.length > len || FragmentLimit.exceeded(datagram, 0, datagram.length)) {
                continue;
            }
            resends.heard(datagram, 0, datagram.length);
            int admitted = FatalRecords.admit(datagram, 0, datagram.length);
            if (guard != null) {
                admitted = guard.admit(datagram, 0, admitted);
            }
            if (admitted > 0) {
                System.arraycopy(datagram, 0, buf, off, admitted);
                return admitted;
            }
        }
    }

    private byte @Nullable [] next(long until) throws InterruptedIOException {
        try {
            return queue.poll(until);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void send(byte[] buf, int off, int len) {
        if (driven || resends.allow(buf, off, len)) {
            flight.add(buf, off, len, out);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The library lets this pass where it would take any other exception for a broken connection, and any other answer for a reason to spin. */
    private static final class Empty extends InterruptedIOException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
