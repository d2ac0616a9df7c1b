package io.sluice.signaling.livekit;

import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.signaling.proto.SignalResponse;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token fresh with which a client comes back: a new one every few minutes, and at once when what it says holds no more. Lives on
 * the thread of its session.
 */
final class TokenRefresh {
    private static final long INTERVAL_MINUTES = 5;

    private final RefreshTokens tokens;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final Consumer<SignalResponse> output;
    private @Nullable ScheduledFuture<?> running;

    /** @param output sends a message to the client */
    TokenRefresh(
            RefreshTokens tokens, Clock clock, ScheduledExecutorService executor, Consumer<SignalResponse> output) {
        this.tokens = tokens;
        this.clock = clock;
        this.executor = executor;
        this.output = output;
    }

    /** What the client is told of itself. */
    void told(ParticipantSnapshot self) {
        if (tokens.outdatedBy(self) && running != null) {
            send();
        }
    }

    /** The client is in the room. */
    void start() {
        send();
        running = executor.scheduleAtFixedRate(this::send, INTERVAL_MINUTES, INTERVAL_MINUTES, TimeUnit.MINUTES);
    }

    /** A token for another room, as of now. */
    String into(String room) {
        return tokens.into(room, clock.instant());
    }

    void stop() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }

    private void send() {
        output.accept(SignalResponse.newBuilder()
                .setRefreshToken(tokens.next(clock.instant()))
                .build());
    }
}
