package io.sluice.transport.dtls;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpKeys;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import io.sluice.transport.srtp.SrtpSessions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS association with SRTP keys (RFC 6347, RFC 5764), as client or as server. Every method is called on the loop, and so is every
 * callback. Only the handshake itself runs elsewhere, on a virtual thread that ends with it; records of later are read and written where
 * they come and go.
 */
public final class DtlsEndpoint {
    /** The longest datagram it sends. */
    public static final int MAX_DATAGRAM = 1200;

    private static final int QUEUE = 64;

    private final DtlsCertificate certificate;
    private final boolean client;
    private final List<SrtpProfile> profiles;
    private final SrtpEngine engine;
    private final Executor loop;
    private final DatagramOut out;
    private final DtlsListener listener;
    private final HandshakeTimes times;
    private final DatagramQueue queue = new DatagramQueue(QUEUE);
    private final CompletableFuture<Fingerprint> expected = new CompletableFuture<>();
    private final byte[] plain = new byte[RecordTransport.RECEIVE_LIMIT];

    private boolean started;
    private boolean ended;
    private @Nullable Association association;

    /** What a handshake leaves behind. */
    private record Association(DTLSTransport records, RecordTransport transport, int sendLimit) {}

    /**
     * Makes an association that does nothing yet.
     *
     * @param client whether we send the first message
     * @param profiles best first. A server takes the first that the client offers too; a client offers exactly these
     * @param engine who does the cryptography of the session that the listener gets
     * @param loop where the caller calls from, and wants to be called
     */
    public DtlsEndpoint(
            DtlsCertificate certificate,
            boolean client,
            List<SrtpProfile> profiles,
            SrtpEngine engine,
            Executor loop,
            DatagramOut out,
            DtlsListener listener) {
        this(certificate, client, profiles, engine, loop, out, listener, HandshakeTimes.DEFAULT);
    }

    DtlsEndpoint(
            DtlsCertificate certificate,
            boolean client,
            List<SrtpProfile> profiles,
            SrtpEngine engine,
            Executor loop,
            DatagramOut out,
            DtlsListener listener,
            HandshakeTimes times) {
        this.certificate = certificate;
        this.client = client;
        this.profiles = List.copyOf(profiles);
        this.engine = engine;
        this.loop = loop;
        this.out = out;
        this.listener = listener;
        this.times = times;
    }

    /** Says which certificate the peer must have. May come late: the handshake then waits for it. Only the first call counts. */
    public void expect(Fingerprint fingerprint) {
        expected.complete(fingerprint);
    }

    /** Begins: a client sends its hello, a server looks at what was received. */
    public void start() {
        if (!started && !ended) {
            started = true;
            Thread.ofVirtual().name("dtls-handshake").start(this::handshake);
        }
    }

    /** Takes a datagram from the peer, of one or more records. It is copied if need be. */
    public void receive(byte[] buffer, int offset, int length) {
        if (ended || length <= 0 || length > RecordTransport.RECEIVE_LIMIT) {
            return;
        }
        if (association == null) {
            queue.offer(Arrays.copyOfRange(buffer, offset, offset + length));
        } else {
            read(association, buffer, offset, length);
        }
    }

    /**
     * Sends application data in one record.
     *
     * @return false if there is no association, or the data does not fit into a datagram
     */
    public boolean send(byte[] buffer, int offset, int length) {
        Association with = association;
        if (ended || with == null || length <= 0 || length > with.sendLimit) {
            return false;
        }
        try {
            with.records.send(buffer, offset, length);
            with.transport.flush();
            return true;
        } catch (IOException e) {
            post(this::finish);
            return false;
        }
    }

    /** Ends the association, with a word to the peer if it was complete. The listener hears nothing more. */
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        queue.close();
        expected.cancel(false);
        if (association != null) {
            try {
                association.records.close();
            } catch (IOException e) {
                // What can not be said need not be said: the peer finds out by ICE.
            }
            association.transport.flush();
        }
    }

    /** The life of the virtual thread. */
    private void handshake() {
        long deadline = System.nanoTime() + times.limitNanos();
        var transport = new RecordTransport(
                queue, times, client ? null : new CertificateVerifyGuard(), this::sendLater, deadline);
        var negotiation = new Negotiation(certificate, profiles, expected, deadline);
        try {
            if (!certificate.handshakes.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                fail("too many handshakes at a time");
                return;
            }
            try {
                DTLSTransport records = run(negotiation, transport);
                SrtpKeys keys = negotiation.keys();
                if (keys == null) {
                    fail("no keys");
                    return;
                }
                SrtpSession session = SrtpSessions.create(keys, engine);
                var made = new Association(records, transport, records.getSendLimit());
                post(() -> established(made, keys.profile(), session));
            } finally {
                certificate.handshakes.release();
            }
        } catch (IOException | RuntimeException e) {
            String refusal = negotiation.refusal();
            fail(refusal != null ? refusal : reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }

    private DTLSTransport run(Negotiation negotiation, RecordTransport transport) throws IOException {
        try {
            return client
                    ? new DTLSClientProtocol().connect(new ClientSide(negotiation, times), transport)
                    : new DTLSServerProtocol().accept(new ServerSide(negotiation, times), transport);
        } finally {
            transport.flush();
        }
    }

    private void sendLater(byte[] buffer, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
        post(() -> {
            if (!ended) {
                out.send(copy, 0, copy.length);
            }
        });
    }

    private void established(Association made, SrtpProfile profile, SrtpSession session) {
        if (ended) {
            return;
        }
        made.transport.drive(out);
        association = made;
        listener.connected(profile, session);
        for (byte[] each = queue.poll(); each != null && !ended; each = queue.poll()) {
            read(made, each, 0, each.length);
        }
    }

    private void read(Association with, byte[] buffer, int offset, int length) {
        boolean single = Records.end(buffer, offset, offset + length) == offset + length;
        with.transport.load(buffer, offset, length);
        try {
            while (!ended) {
                // The library sets aside as much as it is offered, for each call: never offer more than there can be.
                int size = with.records.receive(plain, 0, length, 1);
                if (size > 0) {
                    listener.data(plain, 0, size);
                    if (single) {
                        return;
                    }
                }
            }
        } catch (InterruptedIOException e) {
            // All records of the datagram have been read.
            with.transport.flush();
            if (with.transport.closed()) {
                finish();
            }
        } catch (IOException e) {
            with.transport.flush();
            finish();
        }
    }

    /** The association has come to an end that we did not ask for. */
    private void finish() {
        if (!ended) {
            ended = true;
            listener.closed();
        }
    }

    private void fail(String reason) {
        post(() -> {
            if (!ended) {
                ended = true;
                queue.close();
                listener.failed(reason);
            }
        });
    }

    private void post(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it everybody who could want to know.
            queue.close();
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case TlsFatalAlertReceived alert ->
                "the peer gave up: " + AlertDescription.getText(alert.getAlertDescription());
            case TlsFatalAlert alert -> "handshake failed: " + AlertDescription.getText(alert.getAlertDescription());
            case TlsTimeoutException timeout -> "no handshake in time";
            case CancellationException cancelled -> "closed";
            default -> "handshake failed: " + e;
        };
    }
}
