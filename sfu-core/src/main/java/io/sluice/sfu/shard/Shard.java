package io.sluice.sfu.shard;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomDoor;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.control.RoomUnavailableException;
import io.sluice.sfu.control.RoomUnavailableException.Reason;
import io.sluice.sfu.room.Room;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A room's single-threaded world, pinned to one media loop. Its mailbox is the only door for other threads. A broken invariant inside ends
 * this room only.
 */
public final class Shard implements RoomDoor {
    private static final Logger log = LoggerFactory.getLogger(Shard.class);
    private static final int MAILBOX_LIMIT = 20_000;

    private final Room room;
    private final Loop loop;
    private final LongConsumer tick;
    private final Runnable onClosed;
    private final Queue<RoomCommand> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean finished;

    /**
     * @param onClosed called on the loop once the room has ended
     */
    public Shard(Room room, Loop loop, Runnable onClosed) {
        this.room = room;
        this.loop = loop;
        this.tick = room::tick;
        this.onClosed = onClosed;
    }

    @Override
    public String name() {
        return room.name();
    }

    /** Hands a command over from any thread. False when the mailbox is full: nothing was done, and the sender must say so. */
    @Override
    public boolean offer(RoomCommand command) {
        if (waiting.incrementAndGet() > MAILBOX_LIMIT) {
            waiting.decrementAndGet();
            return false;
        }
        mailbox.add(command);
        if (scheduled.compareAndSet(false, true)) {
            loop.executor().execute(this::drain);
        }
        return true;
    }

    /**
     * Asks from any thread.
     *
     * @return the command's own answer; with {@link RoomUnavailableException} if the room has ended, fails at it, or has too much to do
     */
    public <T> CompletableFuture<T> ask(RoomCommand.Asked<T> question) {
        if (!offer(question)) {
            refuse(question, Reason.BUSY);
        }
        return question.answer();
    }

    /** The room's facts and how many are in it, from any thread, without asking: it may change at any time. */
    public RoomSnapshot snapshot() {
        return room.latest();
    }

    /** Completed on the loop when the room has ended and can not be found any more. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    private void refuse(RoomCommand.Asked<?> question, Reason reason) {
        question.answer().completeExceptionally(new RoomUnavailableException(room.name(), reason));
    }

    /** Commands that wait. */
    public int waiting() {
        return waiting.get();
    }

    private void drain() {
        scheduled.set(false);
        RoomCommand command;
        while ((command = mailbox.poll()) != null) {
            waiting.decrementAndGet();
            if (finished && command instanceof RoomCommand.Asked<?> late) {
                refuse(late, Reason.CLOSED);
                continue;
            }
            try {
                room.handle(command, loop.nanos());
            } catch (RuntimeException e) {
                fail(e, command, command.getClass().getSimpleName());
            }
            // At once: whoever is turned away by the next command asks for the room of that name again.
            finishIfClosed();
        }
        loop.flush();
    }

    @Override
    public Runnable caller(LongConsumer work) {
        Runnable turn = () -> {
            turn(work, "packets", loop.nanos());
            loop.flush();
        };
        return () -> loop.executor().execute(turn);
    }

    /** Lets time pass; called by the loop. */
    public void tick(long nowNanos) {
        turn(tick, "tick", nowNanos);
    }

    private void turn(LongConsumer work, String what, long nowNanos) {
        if (finished) {
            return;
        }
        try {
            work.accept(nowNanos);
        } catch (RuntimeException e) {
            fail(e, null, what);
        }
        finishIfClosed();
    }

    /** A bug of ours: the values are in the log, and nobody outside this room notices. */
    private void fail(RuntimeException e, @Nullable RoomCommand command, String what) {
        log.error("room_failed room={} during={}", room.name(), what, e);
        EventSink unanswered = switch (command) {
            case RoomCommand.Join join -> join.sink();
            case RoomCommand.Enter enter -> enter.sink();
            case null, default -> null;
        };
        if (unanswered != null) {
            unanswered.event(new RoomEvent.Left(DisconnectReason.JOIN_FAILURE, RoomEvent.Left.Action.DISCONNECT));
            unanswered.end();
        }
        if (command instanceof RoomCommand.Asked<?> asked) {
            refuse(asked, Reason.FAILED);
        }
        try {
            room.handle(new RoomCommand.Close(DisconnectReason.STATE_MISMATCH), loop.nanos());
        } catch (RuntimeException second) {
            log.error("room_failed_to_close room={}", room.name(), second);
        }
    }

    private void finishIfClosed() {
        if (room.closed() && !finished) {
            finished = true;
            loop.detach(this);
            onClosed.run();
            ended.complete(null);
        }
    }
}
