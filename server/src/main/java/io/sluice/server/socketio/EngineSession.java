package io.sluice.server.socketio;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipe of messages to one client, over whichever of its connections is there for it: HTTP requests that are held until there is something
 * to say, or a WebSocket. Everything happens on one event loop, whatever connections the client uses.
 */
final class EngineSession {
    private static final Logger log = LoggerFactory.getLogger(EngineSession.class);
    private static final String PROBE = "probe";
    private static final Frame NOOP = Frame.text(String.valueOf(Frame.NOOP));

    private final String id;
    private final EventLoop loop;
    private final EngineLimits limits;
    private final Runnable gone;
    private final ArrayDeque<Frame> unsent = new ArrayDeque<>();
    private final List<Runnable> waitingPosts = new ArrayList<>();
    private int unsentBytes;
    private @Nullable EngineUser user;
    private @Nullable HeldPoll poll;
    private @Nullable Channel socket;
    private @Nullable Channel candidate;
    private boolean candidateProbed;
    private @Nullable Future<?> heartbeat;
    private boolean closed;

    /** @param gone runs once, when the session has ended */
    EngineSession(String id, EventLoop loop, EngineLimits limits, Runnable gone) {
        this.id = id;
        this.loop = loop;
        this.limits = limits;
        this.gone = gone;
    }

    String id() {
        return id;
    }

    EngineLimits limits() {
        return limits;
    }

    /** Where every other method must be called. */
    EventLoop loop() {
        return loop;
    }

    boolean isClosed() {
        return closed;
    }

    /** Greets the client, which reads the greeting from the WebSocket or from the poll that is held next. */
    void open(EngineUser above, @Nullable Channel webSocket) {
        user = above;
        socket = webSocket;
        String upgrades = webSocket == null ? "[\"websocket\"]" : "[]";
        send(Frame.text("%c{\"sid\":\"%s\",\"upgrades\":%s,\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
                .formatted(
                        Frame.OPEN,
                        id,
                        upgrades,
                        limits.pingInterval().toMillis(),
                        limits.pingTimeout().toMillis(),
                        limits.payload())));
        pingLater();
    }

    void send(Frame frame) {
        if (closed) {
            return;
        }
        if (socket != null) {
            write(socket, frame);
            return;
        }
        unsent.add(frame);
        unsentBytes += frame.weight();
        if (unsentBytes > limits.unread()) {
            log.info("socketio_slow_reader session={}", id);
            close();
            return;
        }
        answerPoll();
    }

    private void write(Channel channel, Frame frame) {
        if (!channel.isWritable()) {
            log.info("socketio_slow_reader session={}", id);
            close();
            return;
        }
        channel.writeAndFlush(
                frame.text() != null
                        ? new TextWebSocketFrame(frame.text())
                        : new BinaryWebSocketFrame(Unpooled.wrappedBuffer(Objects.requireNonNull(frame.bytes()))));
    }

    /** Holds a request until there is something to say. */
    void hold(HeldPoll asked) {
        if (closed || socket != null) {
            asked.refuse(EngineError.BAD_REQUEST);
            return;
        }
        if (poll != null) {
            asked.refuse(EngineError.BAD_REQUEST);
            close();
            return;
        }
        poll = asked;
        asked.onLoss(() -> inLoop(() -> lost(asked)));
        answerPoll();
    }

    /** A browser that goes away drops the request that it was waiting for. */
    private void lost(HeldPoll dropped) {
        if (poll == dropped) {
            poll = null;
            close();
        }
    }

    private void answerPoll() {
        if (poll == null) {
            return;
        }
        if (unsent.isEmpty()) {
            if (candidateProbed) {
                // The client may change over only when no request of its is held any more.
                poll.answer(PollPayload.encode(List.of(NOOP)));
                poll = null;
            }
            return;
        }
        poll.answer(PollPayload.encode(unsent));
        poll = null;
        unsent.clear();
        unsentBytes = 0;
    }

    /**
     * Packets that came by POST.
     *
     * @param done runs when the client may send the next
     */
    void posted(List<Frame> frames, Runnable done) {
        for (Frame frame : frames) {
            received(frame);
        }
        if (!closed && user != null && user.isBusy()) {
            waitingPosts.add(done);
        } else {
            done.run();
        }
    }

    /** The packets that have come are worked off, as far as {@link EngineUser#isBusy} goes. */
    void relieved() {
        if (socket != null) {
            socket.config().setAutoRead(true);
        }
        List<Runnable> answers = List.copyOf(waitingPosts);
        waitingPosts.clear();
        answers.forEach(Runnable::run);
    }

    /** A second way to the client wants to replace long polling. */
    void tryUpgrade(Channel channel) {
        if (closed || socket != null || candidate != null) {
            channel.close();
            return;
        }
        candidate = channel;
        loop.schedule(
                () -> {
                    if (candidate == channel) {
                        channel.close();
                    }
                },
                limits.upgrade().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** A packet by WebSocket. */
    void arrived(Channel from, Frame frame) {
        if (from == socket) {
            received(frame);
            if (!closed && user != null && user.isBusy()) {
                from.config().setAutoRead(false);
            }
        } else if (from == candidate) {
            probed(from, frame);
        } else {
            from.close();
        }
    }

    private void probed(Channel from, Frame frame) {
        if (Frame.text(Frame.PING + PROBE).equals(frame)) {
            write(from, Frame.text(Frame.PONG + PROBE));
            candidateProbed = true;
            answerPoll();
        } else if (candidateProbed && Frame.text(String.valueOf(Frame.UPGRADE)).equals(frame)) {
            answerPoll();
            candidate = null;
            candidateProbed = false;
            socket = from;
            while (!unsent.isEmpty() && !closed) {
                write(from, unsent.remove());
            }
            unsentBytes = 0;
        } else {
            from.close();
        }
    }

    /** A WebSocket has ended. */
    void ended(Channel channel) {
        if (channel == candidate) {
            candidate = null;
            candidateProbed = false;
        } else if (channel == socket) {
            close();
        }
    }

    private void received(Frame frame) {
        if (closed || user == null) {
            return;
        }
        String text = frame.text();
        if (text == null) {
            user.message(frame);
            return;
        }
        switch (text.isEmpty() ? '?' : text.charAt(0)) {
            case Frame.MESSAGE -> user.message(Frame.text(text.substring(1)));
            case Frame.PONG -> pingLater();
            case Frame.NOOP -> {
                // It says nothing.
            }
            default -> close(); // CLOSE, or what a client does not send
        }
    }

    private void pingLater() {
        schedule(limits.pingInterval(), () -> {
            send(Frame.text(String.valueOf(Frame.PING)));
            schedule(limits.pingTimeout(), this::close);
        });
    }

    private void schedule(Duration delay, Runnable task) {
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        if (!closed) {
            heartbeat = loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends it, with a word to the client where one can be said. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        if (poll != null) {
            poll.answer(String.valueOf(Frame.CLOSE));
            poll = null;
        }
        unsent.clear();
        if (candidate != null) {
            candidate.close();
        }
        if (socket != null) {
            // What the client has not read by now is lost: waiting for it would be what a client wants that never
            // reads.
            socket.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
            socket.close();
        }
        relieved();
        gone.run();
        if (user != null) {
            user.closed();
        }
    }

    /** Runs it now or soon. */
    void inLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
