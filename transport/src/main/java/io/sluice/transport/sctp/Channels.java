package io.sluice.transport.sctp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channels: opened by messages (RFC 8832), closed by stream reset (RFC 8831 §6.7), and what arrives on them, in order. */
final class Channels implements Receiver.Messages, StreamReset.Streams {
    /** What may wait on a stream for the message that opens its channel: only unordered messages can be that early. */
    private static final int MOST_EARLY = 64 << 10;

    private final SctpConfig config;
    private final SendQueue queue;
    private final SctpListener listener;
    private final InStreams streams;
    private final List<DataChannel> closing = new ArrayList<>();
    private final ArrayDeque<DataChannel> watched = new ArrayDeque<>();
    private final int parity;
    private ReceiveWindow window;
    private int mostStreams = InitChunk.STREAMS;
    private int known;
    private boolean ended;

    Channels(SctpConfig config, boolean dtlsClient, SendQueue queue, ReceiveWindow window, SctpListener listener) {
        this.config = config;
        this.queue = queue;
        this.window = window;
        this.listener = listener;
        parity = dtlsClient ? 0 : 1;
        // Some more streams than channels, for those that are refused and for data that is earlier than its channel.
        streams = new InStreams(2 * config.maxChannels());
    }

    /** The peer takes so many streams; channels with higher numbers end at once. */
    void limitStreams(int most) {
        mostStreams = most;
        for (int i = streams.size() - 1; i >= 0; i--) {
            DataChannel each = i < streams.size() ? streams.at(i).channel : null;
            if (each != null && each.id() >= most) {
                queue.clear(each.out);
                finish(each);
            }
        }
    }

    @Nullable
    DataChannel open(String label, String protocol, Reliability reliability) {
        if (ended || known == config.maxChannels()) {
            return null;
        }
        for (int id = parity; id < mostStreams; id += 2) {
            if (streams.get(id) == null) {
                InStream stream = streams.obtain(id);
                if (stream == null) {
                    return null;
                }
                byte[] open = Dcep.open(new Dcep.Open(label, protocol, reliability));
                DataChannel channel = new DataChannel(id, label, protocol, reliability);
                stream.channel = channel;
                channel.known = true;
                known++;
                control(channel, open);
                return channel;
            }
        }
        return null;
    }

    SendResult send(DataChannel channel, boolean binary, byte[] message, int offset, int length, long nowNanos) {
        if (ended || !channel.sendable()) {
            return SendResult.CLOSED;
        }
        long most = config.peerMaxMessageSize();
        if (most != 0 && length > most || !queue.everFits(length)) {
            return SendResult.TOO_LARGE;
        }
        watch(channel);
        if (!queue.fits(channel.out, length)) {
            channel.pressed = true;
            return SendResult.FULL;
        }
        // SCTP has no empty messages: one byte stands for none (RFC 8831 §6.6).
        byte[] data = length == 0 ? new byte[1] : Arrays.copyOfRange(message, offset, offset + length);
        int type =
                binary ? length == 0 ? Dcep.BINARY_EMPTY : Dcep.BINARY : length == 0 ? Dcep.STRING_EMPTY : Dcep.STRING;
        Reliability how = channel.reliability();
        int retransmits = how.maxRetransmits() == Reliability.UNLIMITED ? Integer.MAX_VALUE : how.maxRetransmits();
        long expiresAt = how.lifetimeMillis() == Reliability.UNLIMITED
                ? Long.MAX_VALUE
                : nowNanos + how.lifetimeMillis() * Times.MILLI;
        // Nothing may overtake the message that opens the channel (RFC 8832 §6).
        boolean unordered = !how.ordered() && channel.state == ChannelState.OPEN;
        queue.add(new OutMessage(channel.out, type, unordered, retransmits, expiresAt, data));
        return SendResult.SENT;
    }

    private void control(DataChannel channel, byte[] message) {
        queue.add(new OutMessage(channel.out, Dcep.CONTROL, false, Integer.MAX_VALUE, Long.MAX_VALUE, message));
    }

    private void watch(DataChannel channel) {
        if (!channel.watched) {
            channel.watched = true;
            watched.add(channel);
        }
    }

    /** Tells the owner about room that there is again, after all was sent that can be for now. */
    void relax() {
        for (int left = watched.size(); left > 0 && !watched.isEmpty(); left--) {
            DataChannel channel = watched.remove();
            channel.watched = false;
            if (!channel.sendable()) {
                continue;
            }
            if (channel.out.unsent > channel.lowWater() || channel.pressed && !queue.relaxed()) {
                channel.pressed = true;
                watch(channel);
            } else if (channel.pressed) {
                channel.pressed = false;
                listener.drained(channel);
            }
        }
    }

    @Override
    public void whole(boolean unordered, int id, int ssn, int protocol, byte[] buffer, int offset, int length) {
        InStream stream = id < InitChunk.STREAMS ? streams.obtain(id) : null;
        if (stream == null) {
            return;
        }
        if (unordered) {
            hand(stream, protocol, buffer, offset, length);
        } else if (ssn == stream.expected) {
            stream.expected = ssn + 1 & 0xffff;
            hand(stream, protocol, buffer, offset, length);
            inTurn(stream);
        } else if (Serial.less16(stream.expected, ssn)) {
            window.take(length);
            stream.overtaking.add(new InMessage(ssn, protocol, Arrays.copyOfRange(buffer, offset, offset + length)));
        }
    }

    @Override
    public void skipped(int id, int ssn) {
        InStream stream = id < InitChunk.STREAMS ? streams.obtain(id) : null;
        if (stream == null || Serial.less16(ssn, stream.expected)) {
            return;
        }
        int next = ssn + 1 & 0xffff;
        while (!ended
                && !stream.overtaking.isEmpty()
                && Serial.less16(stream.overtaking.element().ssn(), next)) {
            pass(stream);
        }
        stream.expected = next;
        inTurn(stream);
    }

    private void inTurn(InStream stream) {
        while (!ended && !stream.overtaking.isEmpty()) {
            int first = stream.overtaking.element().ssn();
            if (Serial.less16(stream.expected, first)) {
                return;
            }
            if (first == stream.expected) {
                stream.expected = first + 1 & 0xffff;
                pass(stream);
            } else {
                // Came twice, with different TSNs.
                window.give(stream.overtaking.remove().data().length);
            }
        }
    }

    private void pass(InStream stream) {
        InMessage message = stream.overtaking.remove();
        window.give(message.data().length);
        hand(stream, message.protocol(), message.data(), 0, message.data().length);
    }

    /** It is this message's turn. */
    private void hand(InStream stream, int protocol, byte[] buffer, int offset, int length) {
        if (ended) {
            return;
        }
        if (protocol == Dcep.CONTROL) {
            control(stream, buffer, offset, length);
            return;
        }
        if (!Dcep.user(protocol)) {
            return;
        }
        DataChannel channel = stream.channel;
        if (channel != null && !stream.paused && stream.held.isEmpty()) {
            deliver(channel, protocol, buffer, offset, length);
        } else if (channel != null || stream.heldBytes + length <= MOST_EARLY) {
            window.take(length);
            stream.heldBytes += length;
            stream.held.add(new InMessage(0, protocol, Arrays.copyOfRange(buffer, offset, offset + length)));
        }
    }

    private void deliver(DataChannel channel, int protocol, byte[] buffer, int offset, int length) {
        if (channel.state == ChannelState.OPENING) {
            // Who sends on it knows it, even if that was said in a packet that is late.
            opened(channel);
        }
        if (channel.state == ChannelState.OPEN) {
            boolean empty = protocol == Dcep.STRING_EMPTY || protocol == Dcep.BINARY_EMPTY;
            boolean binary = protocol == Dcep.BINARY || protocol == Dcep.BINARY_EMPTY;
            listener.message(channel, binary, buffer, offset, empty ? 0 : length);
        }
    }

    private void control(InStream stream, byte[] buffer, int offset, int length) {
        DataChannel channel = stream.channel;
        if (Dcep.isAck(buffer, offset, length)) {
            if (channel != null && channel.state == ChannelState.OPENING) {
                opened(channel);
            }
        } else if (Dcep.isOpen(buffer, offset, length)) {
            if (channel != null) {
                close(channel);
                return;
            }
            Dcep.Open open = Dcep.read(buffer, offset, length);
            if (open == null || known == config.maxChannels() || stream.id >= mostStreams) {
                refuse(stream);
                return;
            }
            DataChannel made = new DataChannel(stream.id, open.label(), open.protocol(), open.reliability());
            stream.channel = made;
            made.known = true;
            known++;
            control(made, Dcep.ack());
            opened(made);
            release(stream, false);
        }
    }

    /** Resets a stream on which there shall be no channel. */
    private void refuse(InStream stream) {
        DataChannel never = new DataChannel(stream.id, "", "", Reliability.RELIABLE);
        stream.channel = never;
        close(never);
    }

    private void opened(DataChannel channel) {
        channel.state = ChannelState.OPEN;
        listener.opened(channel);
    }

    void pause(DataChannel channel) {
        InStream stream = streams.get(channel.id());
        if (stream != null && stream.channel == channel) {
            stream.paused = true;
        }
    }

    void resume(DataChannel channel) {
        InStream stream = streams.get(channel.id());
        if (stream != null && stream.channel == channel) {
            stream.paused = false;
            release(stream, false);
        }
    }

    /** Delivers what is held, as long as it is wanted. */
    private void release(InStream stream, boolean wantedOrNot) {
        while (!ended && (wantedOrNot || !stream.paused)) {
            InMessage message = stream.held.poll();
            if (message == null) {
                return;
            }
            window.give(message.data().length);
            stream.heldBytes -= message.data().length;
            if (stream.channel != null) {
                deliver(stream.channel, message.protocol(), message.data(), 0, message.data().length);
            }
        }
    }

    void close(DataChannel channel) {
        if (!ended && channel.sendable()) {
            channel.state = ChannelState.CLOSING;
            closing.add(channel);
        }
    }

    /** Goes on with the end of channels: when all that waited is on its way the peer hears of it. */
    void closeOn(@Nullable Association association) {
        if (closing.isEmpty() || ended) {
            return;
        }
        if (association == null || !association.canReset()) {
            for (DataChannel each : List.copyOf(closing)) {
                if (association == null) {
                    queue.clear(each.out);
                }
                if (queue.sent(each.out)) {
                    finish(each);
                }
            }
            return;
        }
        if (association.resetting()) {
            return;
        }
        int[] ids = closing.stream()
                .filter(each -> !each.resetAsked && queue.sent(each.out))
                .mapToInt(DataChannel::id)
                .toArray();
        if (ids.length > 0) {
            for (int id : ids) {
                DataChannel each = channel(id);
                if (each != null) {
                    each.resetAsked = true;
                }
            }
            association.reset(ids);
        }
    }

    @Override
    public void incomingReset(int[] ids) {
        int[] all = ids.length == 0 ? streams.ids() : ids;
        for (int id : all) {
            InStream stream = streams.get(id);
            if (stream == null || ended) {
                continue;
            }
            stream.expected = 0;
            discard(stream.overtaking);
            release(stream, true);
            DataChannel channel = stream.channel;
            if (channel == null) {
                streams.remove(id);
                continue;
            }
            channel.incomingReset = true;
            if (channel.sendable()) {
                queue.clear(channel.out);
                close(channel);
            }
            finishIfBoth(channel);
        }
    }

    @Override
    public void outgoingReset(int[] ids) {
        for (int id : ids) {
            DataChannel channel = channel(id);
            if (channel != null && channel.resetAsked) {
                channel.outgoingReset = true;
                finishIfBoth(channel);
            }
        }
    }

    @Override
    public void resetWanted(int[] ids) {
        for (int id : ids) {
            DataChannel channel = channel(id);
            if (channel != null) {
                close(channel);
            }
        }
    }

    private void finishIfBoth(DataChannel channel) {
        if (channel.incomingReset && channel.outgoingReset) {
            finish(channel);
        }
    }

    private void finish(DataChannel channel) {
        InStream stream = streams.get(channel.id());
        if (ended || stream == null || stream.channel != channel) {
            return;
        }
        discard(stream.overtaking);
        discard(stream.held);
        streams.remove(channel.id());
        closing.remove(channel);
        channel.state = ChannelState.CLOSED;
        if (channel.known) {
            known--;
            listener.closed(channel);
        }
    }

    private void discard(Collection<InMessage> messages) {
        for (InMessage each : messages) {
            window.give(each.data().length);
        }
        messages.clear();
    }

    private @Nullable DataChannel channel(int id) {
        InStream stream = streams.get(id);
        return stream == null ? null : stream.channel;
    }

    /** The peer has started over: nothing of before counts. */
    void restart(ReceiveWindow fresh) {
        queue.clear();
        for (int id : streams.ids()) {
            DataChannel channel = channel(id);
            if (channel == null) {
                streams.remove(id);
            } else {
                finish(channel);
            }
        }
        watched.clear();
        window = fresh;
    }

    /** Nothing is said to anybody any more. */
    void end() {
        ended = true;
        for (int id : streams.ids()) {
            DataChannel channel = channel(id);
            if (channel != null) {
                channel.state = ChannelState.CLOSED;
            }
            streams.remove(id);
        }
        queue.clear();
        closing.clear();
        watched.clear();
    }
}
