package io.sluice.transport.sctp;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.transport.sctp.Handshake.Outcome;
import io.sluice.transport.sctp.Handshake.Phase;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of an SCTP association that carries data channels. Single-threaded; times are nanoseconds of the caller's clock. Packets leave
 * through the {@link SctpOutput} within the calls that take a time, events come through the {@link SctpListener} in the middle of them.
 *
 * <p>Nothing in it grows without a bound that {@link SctpConfig} sets. A peer that does not answer is waited for as long as it takes:
 * whether it is there is for ICE to say.
 */
public final class SctpEndpoint {
    /** The longest packet: with a DTLS record around it it fits a datagram of 1200 bytes. A multiple of four, as chunks are. */
    public static final int MAX_PACKET = 1160;

    /** Packets of data for each thing that happens, so that a window that opens is not filled in one burst (RFC 9260 §7.2.4). */
    private static final int BURST = 4;

    private final SctpConfig config;
    private final SctpListener listener;
    private final PacketReader reader;
    private final Outbox outbox;
    private final SendQueue queue;
    private final Handshake handshake;
    private final Channels channels;
    private final Closing closing;

    private ReceiveWindow window;
    private @Nullable Association association;
    private boolean ended;
    private int depth;
    private long deadline = Long.MAX_VALUE;

    /**
     * An endpoint that does nothing yet.
     *
     * @param random a {@link java.security.SecureRandom} outside of tests
     * @param dtlsClient whether we are the DTLS client, whose channels have even numbers (RFC 8832 §6)
     */
    public SctpEndpoint(
            SctpConfig config, RandomGenerator random, boolean dtlsClient, SctpOutput out, SctpListener listener) {
        this.config = config;
        this.listener = listener;
        reader = new PacketReader(config.port(), config.zeroChecksum());
        outbox = new Outbox(out, config.port());
        queue = new SendQueue(config.sendBuffer(), config.channelBuffer());
        handshake = new Handshake(config, random, outbox);
        window = new ReceiveWindow(config.receiveWindow());
        channels = new Channels(config, dtlsClient, queue, window, listener);
        closing = new Closing(outbox, queue);
    }

    /** Begins to set up the association; call it when packets can flow. */
    public void connect(long nowNanos) {
        if (enter()) {
            handshake.connect(nowNanos);
            leave(nowNanos);
        }
    }

    /**
     * Our INIT chunk, for a description that carries it (draft-hancke-tsvwg-snap). The same for as long as nothing was agreed on; may be asked
     * for before {@link #connect}.
     */
    public byte[] initToken() {
        return handshake.token();
    }

    /**
     * Sets the association up from the peer's INIT chunk, if the peer has got {@link #initToken}; in place of {@link #connect}, and when
     * packets can flow.
     *
     * @return false if it is none, or too late: then {@link #connect} does
     */
    public boolean connect(byte[] peerToken, long nowNanos) {
        if (!enter()) {
            return false;
        }
        boolean associated = handshake.associate(peerToken);
        if (associated) {
            associate(nowNanos);
            listener.connected();
        }
        leave(nowNanos);
        return associated;
    }

    /** Takes a packet from the peer. Never throws, whatever it holds. */
    public void handle(byte[] packet, int offset, int length, long nowNanos) {
        if (!enter()) {
            return;
        }
        if (reader.load(packet, offset, length)) {
            while (!ended && reader.next() && chunk(nowNanos)) {
                // Goes on as long as chunks make sense.
            }
            if (!ended && association != null) {
                association.packetEnds(nowNanos);
            }
        }
        leave(nowNanos);
    }

    /** One chunk; returns whether to read on. */
    private boolean chunk(long nowNanos) {
        int type = reader.type;
        if (type == Wire.INIT) {
            // Alone, and with no tag yet (RFC 9260 §8.5.1).
            if (reader.tag == 0 && reader.index == 0) {
                handshake.init(reader.buffer, reader.value, reader.length, nowNanos);
            }
            return false;
        }
        if (type == Wire.COOKIE_ECHO) {
            return reader.index == 0 && cookieEcho(nowNanos);
        }
        if (type == Wire.ABORT || type == Wire.SHUTDOWN_COMPLETE) {
            if (addressed((reader.flags & Wire.REFLECTED_TAG) != 0)) {
                SctpEnd reason = type == Wire.ABORT ? SctpEnd.ABORTED_BY_PEER : closing.completed();
                if (reason != null) {
                    end(reason);
                }
            }
            return false;
        }
        if (!addressed(false)) {
            return false;
        }
        return switch (type) {
            case Wire.INIT_ACK -> {
                initAck(nowNanos);
                yield false;
            }
            case Wire.COOKIE_ACK -> {
                confirmed();
                yield true;
            }
            case Wire.ERROR -> {
                error(nowNanos);
                yield true;
            }
            case Wire.SHUTDOWN, Wire.SHUTDOWN_ACK -> shutdown(type, nowNanos);
            case Wire.DATA, Wire.SACK, Wire.FORWARD_TSN, Wire.RE_CONFIG, Wire.HEARTBEAT, Wire.HEARTBEAT_ACK ->
                data(type, nowNanos);
            default -> unknown(type);
        };
    }

    private boolean addressed(boolean reflected) {
        if (reflected) {
            return handshake.agreedOnce() && reader.tag == handshake.agreement().peerTag();
        }
        return reader.tag == handshake.localTag();
    }

    private boolean data(int type, long nowNanos) {
        confirmed();
        Association with = association;
        if (with == null || ended) {
            return false;
        }
        SctpEnd reason = with.take(type, reader.flags, reader.buffer, reader.value, reader.length, nowNanos);
        if (reason != null && !ended) {
            abort(reason);
        }
        return !ended;
    }

    private boolean unknown(int type) {
        if (Wire.reportsUnknown(type) && reader.length <= MAX_PACKET / 2 && association != null) {
            int whole = Wire.CHUNK_HEADER + reader.length;
            int at = outbox.chunk(Wire.ERROR, 0, Wire.PARAMETER_HEADER + whole);
            BigEndian.put16(outbox.buffer(), at, Wire.UNRECOGNIZED_CHUNK);
            BigEndian.put16(outbox.buffer(), at + 2, Wire.PARAMETER_HEADER + whole);
            System.arraycopy(
                    reader.buffer,
                    reader.value - Wire.CHUNK_HEADER,
                    outbox.buffer(),
                    at + Wire.PARAMETER_HEADER,
                    whole);
        }
        return Wire.skipsUnknown(type);
    }

    private void initAck(long nowNanos) {
        if (handshake.initAck(reader.buffer, reader.value, reader.length, nowNanos)) {
            associate(nowNanos);
            // What waits rides on the packet with the cookie (RFC 9260 §5.1).
            transmit(1, nowNanos);
        }
    }

    private void confirmed() {
        if (handshake.confirmed()) {
            listener.connected();
        }
    }

    private boolean cookieEcho(long nowNanos) {
        Phase before = handshake.phase();
        Outcome outcome = handshake.cookieEcho(reader.buffer, reader.value, reader.length, reader.tag, nowNanos);
        if (outcome == Outcome.NONE) {
            return false;
        }
        if (outcome == Outcome.RESTARTED) {
            association = null;
            window = new ReceiveWindow(config.receiveWindow());
            channels.restart(window);
        }
        if (outcome != Outcome.STANDS || association == null) {
            if (ended) {
                return false;
            }
            associate(nowNanos);
        }
        outbox.chunk(Wire.COOKIE_ACK, 0, 0);
        if (before != Phase.ESTABLISHED || outcome == Outcome.RESTARTED) {
            listener.connected();
        }
        return !ended;
    }

    private void associate(long nowNanos) {
        Agreement agreed = handshake.agreement();
        outbox.agreed(agreed.peerTag(), agreed.zeroChecksum() && config.zeroChecksum());
        association = new Association(agreed, config, outbox, queue, channels, window, nowNanos);
        channels.limitStreams(agreed.streams());
    }

    private void error(long nowNanos) {
        if (reader.length >= Wire.PARAMETER_HEADER && BigEndian.u16(reader.buffer, reader.value) == Wire.STALE_COOKIE) {
            handshake.stale(nowNanos);
        }
    }

    private boolean shutdown(int type, long nowNanos) {
        Association with = association;
        if (with == null) {
            return false;
        }
        if (type == Wire.SHUTDOWN) {
            if (reader.length >= 4) {
                with.sender.acknowledge(BigEndian.i32(reader.buffer, reader.value), reader.buffer, nowNanos);
                closing.asked();
            }
            return true;
        }
        SctpEnd reason = closing.agreed();
        if (reason != null) {
            end(reason);
        }
        return false;
    }

    /** When {@link #tick} wants to be called; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        return deadline;
    }

    /** Lets time pass. */
    public void tick(long nowNanos) {
        if (!enter()) {
            return;
        }
        handshake.tick(nowNanos);
        Association with = association;
        if (with != null && handshake.phase() == Phase.ESTABLISHED) {
            with.tick(nowNanos);
            SctpEnd reason = closing.tick(with, nowNanos);
            if (reason != null) {
                end(reason);
            }
        }
        leave(nowNanos);
    }

    /**
     * Opens a channel, now or once the association is up. Messages may be sent at once.
     *
     * @return null if there is no number left for it, or the association is over
     * @throws IllegalArgumentException if the label or the protocol has more than 1024 bytes
     */
    public @Nullable DataChannel open(String label, String protocol, Reliability reliability, long nowNanos) {
        if (!closing.open() || !enter()) {
            return null;
        }
        DataChannel channel = channels.open(label, protocol, reliability);
        leave(nowNanos);
        return channel;
    }

    /** Sends a message, which is copied. A text has to be UTF-8. */
    public SendResult send(DataChannel channel, boolean binary, byte[] message, int offset, int length, long nowNanos) {
        if (!closing.open() || !enter()) {
            return SendResult.CLOSED;
        }
        SendResult result = channels.send(channel, binary, message, offset, length, nowNanos);
        leave(nowNanos);
        return result;
    }

    /** Bytes of messages that wait to be sent for the first time. */
    public long buffered(DataChannel channel) {
        return channel.out.unsent;
    }

    /**
     * Closes a channel when all that waits has been sent. {@link SctpListener#closed} comes when the peer has closed its side; messages do not
     * come any more.
     */
    public void close(DataChannel channel, long nowNanos) {
        if (enter()) {
            channels.close(channel);
            leave(nowNanos);
        }
    }

    /**
     * Holds back the channel's messages. What arrives takes room in the receive window, and a full window stops the peer, on all channels. If
     * the peer closes the channel, what was held back is delivered all the same.
     */
    public void pause(DataChannel channel) {
        channels.pause(channel);
    }

    /** Delivers what was held back, and goes on. */
    public void resume(DataChannel channel, long nowNanos) {
        if (enter()) {
            channels.resume(channel);
            if (association != null && !ended) {
                association.receiver.roomMade(nowNanos);
            }
            leave(nowNanos);
        }
    }

    /** Ends the association in order: what waits is sent first. */
    public void shutdown(long nowNanos) {
        if (enter()) {
            closing.begin();
            if (association == null) {
                end(SctpEnd.LOCAL);
            }
            leave(nowNanos);
        }
    }

    /** Ends the association at once, with a word to the peer. */
    public void abort(long nowNanos) {
        if (enter()) {
            abort(SctpEnd.LOCAL);
            leave(nowNanos);
        }
    }

    private void abort(SctpEnd reason) {
        if (association != null) {
            int at = outbox.chunk(Wire.ABORT, 0, Wire.PARAMETER_HEADER);
            BigEndian.put16(outbox.buffer(), at, reason == SctpEnd.LOCAL ? Wire.USER_ABORT : Wire.VIOLATION);
            BigEndian.put16(outbox.buffer(), at + 2, Wire.PARAMETER_HEADER);
            outbox.flush();
        }
        end(reason);
    }

    /** Bytes held for messages of the peer, and what holding them costs. */
    int held() {
        return window.used();
    }

    /** Bytes of messages accepted and not acknowledged, and what holding them costs. */
    long charged() {
        return queue.charged();
    }

    /** What carried the packets is gone, and with it the association. */
    public void lost() {
        if (enter()) {
            end(SctpEnd.TRANSPORT_LOST);
            depth--;
        }
    }

    private void end(SctpEnd reason) {
        if (!ended) {
            ended = true;
            deadline = Long.MAX_VALUE;
            association = null;
            channels.end();
            listener.ended(reason);
        }
    }

    private boolean enter() {
        if (ended) {
            return false;
        }
        depth++;
        return true;
    }

    /** What was asked for in the middle of another call is done at the end of that one. */
    private void leave(long nowNanos) {
        depth--;
        if (depth > 0 || ended) {
            return;
        }
        depth = 1;
        if (handshake.phase() == Phase.ESTABLISHED) {
            int sent = transmit(BURST, nowNanos);
            channels.relax();
            transmit(BURST - sent, nowNanos);
        } else {
            channels.closeOn(association);
        }
        outbox.flush();
        depth = 0;
        plan();
    }

    private int transmit(int most, long nowNanos) {
        channels.closeOn(association);
        Association with = association;
        if (with == null || ended) {
            return 0;
        }
        int sent = with.transmit(most, nowNanos);
        closing.advance(with, nowNanos);
        return sent;
    }

    private void plan() {
        long next = Math.min(handshake.deadline(), closing.deadline());
        if (association != null && handshake.phase() == Phase.ESTABLISHED) {
            next = Math.min(next, association.deadline());
        }
        deadline = ended ? Long.MAX_VALUE : next;
    }
}
