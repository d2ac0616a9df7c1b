package io.sluice.server.node;

import io.sluice.server.metrics.TokenApiMetrics;
import io.sluice.server.socketio.EngineServer;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.tokenapi.caller.RateLimiter;
import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.endpoint.CallEvents;
import io.sluice.tokenapi.endpoint.GuestEvents;
import io.sluice.tokenapi.endpoint.SfuEvents;
import io.sluice.tokenapi.keyexchange.CallerSockets;
import io.sluice.tokenapi.keyexchange.KeyExchange;
import io.sluice.tokenapi.keyexchange.LeaveReason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key exchange between the sockets of its clients and the rooms that they meet in. */
final class KeyExchangeSockets implements RoomObserver, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeyExchangeSockets.class);

    private static final int FAILURES_A_MINUTE = 30;
    private static final int ADDRESSES = 10_000;

    private final KeyExchange exchange;
    private final ExecutorService facts = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("socketio-facts").factory());
    private final EngineServer engine;

    /** Over the users, channels and meetings of a node, who are known as they are at its endpoints. */
    static KeyExchangeSockets open(TokenApi tokenApi, CallerRoutes known, Clock clock, SecureRandom random) {
        CallerSockets callers = new CallerSockets(
                known.signed(),
                known.cookies(),
                new RateLimiter(FAILURES_A_MINUTE, Duration.ofMinutes(1), ADDRESSES),
                clock);
        return new KeyExchangeSockets(new KeyExchange(callers, tokenApi.store(), tokenApi.access(), clock), random);
    }

    /** @param random of session ids */
    KeyExchangeSockets(KeyExchange exchange, SecureRandom random) {
        this.exchange = exchange;
        this.engine = new EngineServer(
                exchange.namespaces(),
                task -> Thread.ofVirtual().name("socketio").start(task),
                random);
    }

    /** What serves everything beneath {@code /socket.io/}. */
    EngineServer route() {
        return engine;
    }

    /** Lets its figures be read. */
    void tell(TokenApiMetrics metrics) {
        metrics.watch(exchange, engine::sessions);
    }

    /** Tells guests, and those who decide about them, what the endpoints hear. */
    GuestEvents guestEvents() {
        return new GuestEvents() {
            @Override
            public void requested(Guest guest) {
                exchange.guests().requested(guest);
            }

            @Override
            public void decided(Guest guest) {
                exchange.guests().decided(guest, guest.admission() == Admission.ADMITTED);
            }
        };
    }

    /** Tells those at a meeting what the endpoints hear of it. */
    CallEvents callEvents() {
        return exchange::answered;
    }

    /** Follows the calls of a server elsewhere. */
    SfuEvents sfuEvents() {
        return new ExternalSfu(exchange);
    }

    @Override
    public void observed(RoomFact fact) {
        switch (fact) {
            case RoomFact.ParticipantJoined joined ->
                later(() -> exchange.mediaJoined(
                        joined.room().name(),
                        joined.participant().identity(),
                        joined.participant().sid()));
            case RoomFact.ParticipantLeft left ->
                later(() -> exchange.mediaLeft(
                        left.room().name(),
                        left.participant().identity(),
                        left.participant().sid(),
                        reason(left.participant().disconnectReason())));
            default -> {
                // Tracks and rooms as such have no keys.
            }
        }
    }

    /** Whether somebody may be in a call is looked up in a database, for which no room waits. */
    private void later(Runnable task) {
        try {
            facts.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    log.error("socketio_fact_failed", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("socketio_fact_after_the_end", e);
        }
    }

    private static LeaveReason reason(DisconnectReason reason) {
        return switch (reason) {
            case CLIENT_INITIATED -> LeaveReason.LEFT;
            case DUPLICATE_IDENTITY -> LeaveReason.REPLACED;
            case PARTICIPANT_REMOVED, ROOM_DELETED -> LeaveReason.REMOVED;
            default -> LeaveReason.DISCONNECTED;
        };
    }

    /** Ends all sockets. What is happening at the moment may go on for a while. */
    @Override
    public void close() {
        engine.close();
        facts.shutdown();
    }
}
