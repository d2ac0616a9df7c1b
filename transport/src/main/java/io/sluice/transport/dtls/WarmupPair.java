package io.sluice.transport.dtls;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client and a server with one certificate, joined by a queue that is network and loop of both. Used by one thread. */
final class WarmupPair implements AutoCloseable {
    private static final int ROUNDS = 100;
    private static final int RTP_LENGTH = 1100;
    private static final int RTCP_LENGTH = 28;

    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final Side client;
    private final Side server;

    WarmupPair(DtlsCertificate certificate, SrtpProfile profile, SrtpEngine engine) {
        client = new Side(certificate, true, profile, engine);
        server = new Side(certificate, false, profile, engine);
    }

    /** Shakes hands; false if that failed or was not over in time. */
    boolean connect(long deadlineNanos) throws InterruptedException {
        server.endpoint.start();
        client.endpoint.start();
        while (client.session == null || server.session == null) {
            Runnable task = client.failed || server.failed
                    ? null
                    : loop.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (task == null) {
                return false;
            }
            task.run();
        }
        return true;
    }

    /** Sends RTP, RTCP and data both ways. Returns how many packets were what they had been before they were sealed. */
    int exchange() {
        SrtpSession one = client.session;
        SrtpSession other = server.session;
        if (one == null || other == null) {
            return 0;
        }
        int arrived = 0;
        for (int sequence = 0; sequence < ROUNDS; sequence++) {
            arrived += rtp(one, other, sequence) + rtp(other, one, sequence);
            arrived += rtcp(one, other) + rtcp(other, one);
        }
        byte[] data = new byte[RTP_LENGTH];
        client.endpoint.send(data, 0, data.length);
        server.endpoint.send(data, 0, data.length);
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
        return arrived + client.data + server.data;
    }

    private static int rtp(SrtpSession from, SrtpSession to, int sequence) {
        byte[] packet = new byte[RTP_LENGTH + SrtpSession.MAX_OVERHEAD];
        packet[0] = (byte) 0x80;
        packet[1] = 111;
        packet[3] = (byte) sequence;
        packet[11] = 1;
        int sealed = from.sealRtp(packet, 0, RTP_LENGTH);
        return sealed > 0 && to.openRtp(packet, 0, sealed) == RTP_LENGTH ? 1 : 0;
    }

    private static int rtcp(SrtpSession from, SrtpSession to) {
        byte[] packet = new byte[RTCP_LENGTH + SrtpSession.MAX_OVERHEAD];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) 200;
        packet[3] = RTCP_LENGTH / 4 - 1;
        packet[7] = 1;
        int sealed = from.sealRtcp(packet, 0, RTCP_LENGTH);
        return sealed > 0 && to.openRtcp(packet, 0, sealed) == RTCP_LENGTH ? 1 : 0;
    }

    @Override
    public void close() {
        client.endpoint.close();
        server.endpoint.close();
    }

    private final class Side implements DtlsListener {
        final DtlsEndpoint endpoint;
        private final boolean isClient;

        @Nullable
        SrtpSession session;

        boolean failed;
        int data;

        Side(DtlsCertificate certificate, boolean isClient, SrtpProfile profile, SrtpEngine engine) {
            this.isClient = isClient;
            endpoint = new DtlsEndpoint(certificate, isClient, List.of(profile), engine, loop::add, this::send, this);
            endpoint.expect(certificate.fingerprint());
        }

        private void send(byte[] buffer, int offset, int length) {
            byte[] datagram = Arrays.copyOfRange(buffer, offset, offset + length);
            loop.add(() -> (isClient ? server : client).endpoint.receive(datagram, 0, length));
        }

        @Override
        public void connected(SrtpProfile profile, SrtpSession made) {
            session = made;
        }

        @Override
        public void failed(String reason) {
            failed = true;
        }

        @Override
        public void data(byte[] buffer, int offset, int length) {
            data++;
        }

        @Override
        public void closed() {
            // Only this pair itself closes its endpoints.
        }
    }
}
