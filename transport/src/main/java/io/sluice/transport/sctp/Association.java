package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import org.jspecify.annotations.Nullable;

/** What there is once both ends agree: a sender, a receiver, the end of streams, and a sign of life when there is nothing to say. */
final class Association {
    private static final long HEARTBEAT = 30 * Times.SECOND;
    private static final int HEARTBEAT_LENGTH = Wire.PARAMETER_HEADER + Long.BYTES;

    final Agreement agreed;
    final Sender sender;
    final Receiver receiver;
    private final StreamReset reset;
    private final Outbox outbox;
    private final Timer heartbeat = new Timer();
    private long heartbeatAt = Long.MIN_VALUE;

    Association(
            Agreement agreed,
            SctpConfig config,
            Outbox outbox,
            SendQueue queue,
            Channels channels,
            ReceiveWindow window,
            long nowNanos) {
        this.agreed = agreed;
        this.outbox = outbox;
        sender = new Sender(agreed, outbox, queue, config.sendBuffer(), nowNanos);
        receiver = new Receiver(agreed.peerTsn(), window, config.maxMessageSize(), channels);
        reset = new StreamReset(agreed, outbox, channels);
        heartbeat.start(nowNanos, HEARTBEAT);
    }

    boolean canReset() {
        return agreed.reset();
    }

    boolean resetting() {
        return reset.asking();
    }

    void reset(int[] ids) {
        reset.ask(ids, sender.lastTsn());
    }

    /**
     * A chunk that belongs to a standing association.
     *
     * @return why it ends the association, or null
     */
    @Nullable
    SctpEnd take(int type, int flags, byte[] chunk, int value, int length, long nowNanos) {
        switch (type) {
            case Wire.DATA -> {
                return receiver.data(chunk, value, length, flags) ? receiver.violation() : SctpEnd.PROTOCOL_VIOLATION;
            }
            case Wire.SACK -> sender.sack(chunk, value, length, nowNanos);
            case Wire.FORWARD_TSN -> {
                return receiver.forward(chunk, value, length) ? receiver.violation() : SctpEnd.PROTOCOL_VIOLATION;
            }
            case Wire.RE_CONFIG ->
                reset.take(
                        chunk,
                        value,
                        length,
                        receiver.cumulative(),
                        sender.timeout().nanos(),
                        nowNanos);
            case Wire.HEARTBEAT -> echo(chunk, value, length);
            case Wire.HEARTBEAT_ACK -> heartbeatAnswered(chunk, value, length, nowNanos);
            default -> throw new IllegalArgumentException("chunk " + type);
        }
        return null;
    }

    private void echo(byte[] chunk, int value, int length) {
        if (length <= SctpEndpoint.MAX_PACKET - Wire.PACKET_HEADER - Wire.CHUNK_HEADER) {
            int at = outbox.chunk(Wire.HEARTBEAT_ACK, 0, length);
            System.arraycopy(chunk, value, outbox.buffer(), at, length);
        }
    }

    private void heartbeatAnswered(byte[] chunk, int value, int length, long nowNanos) {
        if (length == HEARTBEAT_LENGTH
                && BigEndian.i64(chunk, value + Wire.PARAMETER_HEADER) == heartbeatAt
                && heartbeatAt != Long.MIN_VALUE) {
            sender.timeout().measured(nowNanos - heartbeatAt);
            heartbeatAt = Long.MIN_VALUE;
        }
    }

    /** All chunks of a packet have been taken. */
    void packetEnds(long nowNanos) {
        reset.advanced(receiver.cumulative());
        receiver.packetEnds(nowNanos);
    }

    void tick(long nowNanos) {
        sender.tick(nowNanos);
        reset.tick(nowNanos);
        if (heartbeat.expired(nowNanos)) {
            long silence = nowNanos - sender.lastSentAt();
            if (sender.quiet() && silence >= HEARTBEAT) {
                sendHeartbeat(nowNanos);
                silence = 0;
            }
            heartbeat.start(nowNanos, HEARTBEAT - Math.min(silence, HEARTBEAT - Times.SECOND));
        }
    }

    private void sendHeartbeat(long nowNanos) {
        heartbeatAt = nowNanos;
        int at = outbox.chunk(Wire.HEARTBEAT, 0, HEARTBEAT_LENGTH);
        byte[] packet = outbox.buffer();
        BigEndian.put16(packet, at, Wire.HEARTBEAT_INFO);
        BigEndian.put16(packet, at + 2, HEARTBEAT_LENGTH);
        BigEndian.put64(packet, at + Wire.PARAMETER_HEADER, nowNanos);
    }

    /**
     * Sends what can be sent.
     *
     * @param most packets of data
     * @return how many packets of data that were
     */
    int transmit(int most, long nowNanos) {
        if (receiver.acknowledgementDue(nowNanos)) {
            receiver.acknowledge(outbox);
        }
        reset.write(sender.timeout().nanos(), nowNanos);
        int packets = 0;
        sender.control(nowNanos);
        while (packets < most && sender.ready()) {
            if (receiver.acknowledgementWaiting()) {
                receiver.acknowledge(outbox);
            }
            if (!sender.fill(nowNanos)) {
                break;
            }
            outbox.flush();
            packets++;
            sender.control(nowNanos);
        }
        if (packets == most && sender.ready()) {
            sender.burst();
        }
        sender.control(nowNanos);
        outbox.flush();
        return packets;
    }

    long deadline() {
        return Math.min(Math.min(sender.deadline(), receiver.deadline()), Math.min(reset.deadline(), heartbeat.at()));
    }
}
