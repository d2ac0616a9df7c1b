package io.sluice.signaling.livekit;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.shard.Shard;
import io.sluice.signaling.proto.Pong;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One signal connection of a client: its messages become commands for the room, the room's events become messages. Lives on the thread of
 * its channel; events come over from the room's loop.
 */
public final class SignalSession {
    private static final Logger log = LoggerFactory.getLogger(SignalSession.class);
    private static final int EARLY_LIMIT = 64;

    private final SignalChannel channel;
    private final ConnectRequest request;
    private final Supplier<@Nullable Shard> room;
    private final Clock clock;
    private final EventWriter writer;
    private final TokenRefresh refresh;
    private final SignalObserver observer;
    private final UnservedRequests unserved;
    private final long openedMillis;
    private final List<SignalRequest> early = new ArrayList<>();
    private Attempt attempt = new Attempt();
    private @Nullable Shard shard;
    private String participant = "";
    private boolean retried;
    /** Whether messages still go either way. */
    private boolean open = true;
    /** The room let the participant go, or was told that its connection is lost. */
    private boolean ended;

    /**
     * @param channel the connection
     * @param request what was asked for
     * @param room finds or makes the room; asked again if the room ends while the client comes in; null where there is none to resume in
     * @param writer of this client's messages
     * @param tokens of this client
     * @param clock for pongs and tokens
     * @param observer told what happens
     */
    SignalSession(
            SignalChannel channel,
            ConnectRequest request,
            Supplier<@Nullable Shard> room,
            EventWriter writer,
            RefreshTokens tokens,
            Clock clock,
            SignalObserver observer) {
        this.observer = observer;
        this.openedMillis = clock.millis();
        this.channel = channel;
        this.request = request;
        this.room = room;
        this.writer = writer;
        this.clock = clock;
        this.refresh = new TokenRefresh(tokens, clock, channel.executor(), this::send);
        this.unserved = new UnservedRequests();
    }

    /** Asks the room to let the client in, or back in. */
    public void start() {
        Shard entered = room.get();
        if (entered == null) {
            // There is no such room any more: the client must join anew.
            attempt.event(new RoomEvent.Left(DisconnectReason.STATE_MISMATCH, RoomEvent.Left.Action.RECONNECT));
            attempt.end();
            return;
        }
        shard = entered;
        offer(
                entered,
                request.resume()
                        ? new RoomCommand.Resume(request.admission().identity(), attempt)
                        : new RoomCommand.Join(request.admission(), attempt));
    }

    /** A message of the client. */
    public void receive(SignalRequest message) {
        if (!open) {
            return;
        }
        observer.received();
        switch (message.getMessageCase()) {
            case PING ->
                send(SignalResponse.newBuilder().setPong(clock.millis()).build());
            case PING_REQ ->
                send(SignalResponse.newBuilder()
                        .setPongResp(Pong.newBuilder()
                                .setLastPingTimestamp(message.getPingReq().getTimestamp())
                                .setTimestamp(clock.millis()))
                        .build());
            default -> forward(message);
        }
    }

    private void send(SignalResponse message) {
        observer.sent();
        channel.send(message);
    }

    private void forward(SignalRequest message) {
        Shard current = shard;
        if (current == null || !open) {
            return;
        }
        if (participant.isEmpty()) {
            keep(message);
            return;
        }
        SignalResponse refusal = unserved.refuse(message);
        if (refusal != null) {
            send(refusal);
            return;
        }
        RoomCommand command = RequestReader.read(participant, message);
        if (command instanceof RoomCommand.BadDescription) {
            observer.unreadable(message.hasOffer());
        }
        if (command != null) {
            offer(current, command);
        }
    }

    /** Some clients do not wait for the answer to their join before they go on. */
    private void keep(SignalRequest message) {
        if (early.size() == EARLY_LIMIT) {
            log.info("signal_too_early room={} messages={}", request.room(), EARLY_LIMIT);
            hangUp();
            return;
        }
        early.add(message);
    }

    private void forwardEarly() {
        List<SignalRequest> kept = List.copyOf(early);
        early.clear();
        kept.forEach(this::forward);
    }

    /** The connection is gone; the participant may come back. */
    public void lost() {
        open = false;
        refresh.stop();
        if (!ended) {
            ended = true;
            tellLost();
        }
    }

    private void hangUp() {
        if (open) {
            open = false;
            refresh.stop();
            channel.close();
        }
    }

    private void tellLost() {
        Shard current = shard;
        if (current != null && !participant.isEmpty()) {
            offer(current, new RoomCommand.SignalLost(participant, attempt));
        }
    }

    private void offer(Shard to, RoomCommand command) {
        if (!to.offer(command)) {
            // Without a Leave: the client resumes, and finds the room less busy.
            log.warn("room_overloaded room={} advice=spread_rooms_over_more_media_loops", request.room());
            hangUp();
        }
    }

    /** One try to get into a room. What comes from an earlier one no longer counts. */
    private final class Attempt implements EventSink {
        @Override
        public void event(RoomEvent event) {
            channel.executor().execute(() -> {
                if (attempt == this) {
                    deliver(event);
                }
            });
        }

        @Override
        public void end() {
            channel.executor().execute(() -> {
                if (attempt == this) {
                    ended = true;
                    hangUp();
                }
            });
        }
    }

    private void deliver(RoomEvent event) {
        if (!open) {
            enteredTooLate(event);
            return;
        }
        if (event instanceof RoomEvent.Left left && endedWhileJoining(left)) {
            return;
        }
        if (event instanceof RoomEvent.Moved moved) {
            move(moved);
            return;
        }
        writer.write(event).forEach(this::send);
        switch (event) {
            case RoomEvent.Joined joined -> {
                observer.joined(request.admission().client().protocol(), clock.millis() - openedMillis);
                participant = joined.self().sid();
                refresh.told(joined.self());
                refresh.start();
                askAtOnce();
                forwardEarly();
            }
            case RoomEvent.Resumed resumed -> {
                participant = resumed.self();
                resumed.everybody().stream()
                        .filter(p -> p.sid().equals(participant))
                        .forEach(refresh::told);
                refresh.start();
                forwardEarly();
            }
            case RoomEvent.ParticipantsChanged changed -> {
                for (ParticipantSnapshot p : changed.participants()) {
                    if (p.sid().equals(participant)) {
                        refresh.told(p);
                    }
                }
            }
            case RoomEvent.OfferMade _ -> observer.described(true);
            case RoomEvent.AnswerMade _ -> observer.described(false);
            case RoomEvent.Left _ -> {
                if (participant.isEmpty() && !request.resume()) {
                    observer.turnedAway();
                }
            }
            default -> {
                // Nothing but the message.
            }
        }
    }

    /** With the token of the other room in hand, the client finds its way there when it is sent off. Clients too old for the message take it by itself. */
    private void move(RoomEvent.Moved moved) {
        String token = refresh.into(moved.room().name());
        List<SignalResponse> messages = writer.write(moved);
        if (messages.isEmpty()) {
            send(SignalResponse.newBuilder().setRefreshToken(token).build());
        }
        for (SignalResponse each : messages) {
            send(each.toBuilder()
                    .setRoomMoved(each.getRoomMoved().toBuilder().setToken(token))
                    .build());
        }
    }

    /** The room let somebody in whose connection is gone by now, and could not be told so under its sid before. */
    private void enteredTooLate(RoomEvent event) {
        switch (event) {
            case RoomEvent.Joined joined -> participant = joined.self().sid();
            case RoomEvent.Resumed resumed -> participant = resumed.self();
            default -> {
                return;
            }
        }
        if (ended) {
            tellLost();
        }
    }

    /** The room ended between being found and being entered: there is a new one by now. */
    private boolean endedWhileJoining(RoomEvent.Left left) {
        if (!participant.isEmpty() || request.resume() || retried || left.reason() != DisconnectReason.ROOM_CLOSED) {
            return false;
        }
        retried = true;
        attempt = new Attempt();
        start();
        return true;
    }

    private void askAtOnce() {
        Shard current = shard;
        if (current == null) {
            return;
        }
        request.tracks().forEach(t -> offer(current, new RoomCommand.AddTrack(participant, TrackMessages.read(t))));
        if (request.offer() != null) {
            offer(current, RequestReader.description(participant, request.offer(), true));
        }
    }
}
