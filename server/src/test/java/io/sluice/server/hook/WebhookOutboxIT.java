package io.sluice.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.WebhookConfig;
import io.sluice.server.Await;
import io.sluice.server.hook.HookReceiver.Got;
import io.sluice.sfu.control.RoomFact;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenVerdict;
import io.sluice.tokenapi.token.TokenVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox with real receivers. */
class WebhookOutboxIT {
    private static final KeyRing KEYS = KeyRing.of(Map.of("hookkey", "a-secret-that-is-only-good-for-tests"));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Counted counted = new Counted();

    @TempDir
    private Path folder;

    private static final class Counted implements OutboxListener {
        private final List<String> ended = new ArrayList<>();

        @Override
        public void queued(int depth) {}

        @Override
        public void tried(boolean delivered, long nanos) {}

        @Override
        public synchronized void ended(String status, String reason) {
            ended.add(status + ":" + reason);
        }

        synchronized List<String> ended() {
            return List.copyOf(ended);
        }
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private HookReceiver receiver() {
        HookReceiver receiver = HookReceiver.start();
        open.add(receiver);
        return receiver;
    }

    private static WebhookConfig config(List<String> urls, List<String> include) {
        return new WebhookConfig(
                urls,
                "hookkey",
                include,
                List.of(),
                false,
                List.of(),
                10,
                Duration.ofHours(1),
                200,
                1_000,
                Duration.ofMillis(20),
                Duration.ofMillis(50));
    }

    private WebhookOutbox outbox(@Nullable Path where, String... urls) throws IOException {
        return outbox(config(List.of(urls), List.of()), where);
    }

    private WebhookOutbox outbox(WebhookConfig config, @Nullable Path where) throws IOException {
        WebhookOutbox outbox = WebhookOutbox.start(config, KEYS, where, Clock.systemUTC(), new Random(1), counted);
        open.add(outbox);
        return outbox;
    }

    private static void tell(WebhookOutbox outbox, List<RoomFact> facts) {
        facts.forEach(outbox::observed);
    }

    private static List<String> events(List<Got> got) {
        return got.stream().map(Got::event).toList();
    }

    @Test
    void aCallIsToldInOrderSignedAndNumbered() throws IOException {
        HookReceiver receiver = receiver();
        WebhookOutbox outbox = outbox(null, receiver.url());

        tell(outbox, Facts.call("demo", "RM_1", "ann"));

        List<Got> got = receiver.await(4);
        assertThat(events(got)).isEqualTo(Facts.CALL);
        assertThat(got).extracting(Got::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(got).allSatisfy(each -> {
            assertThat(each.contentType()).isEqualTo("application/webhook+json");
            assertThat(new TokenVerifier(KEYS).verify(each.authorization(), Instant.now()))
                    .isInstanceOf(TokenVerdict.Verified.class);
        });
    }

    @Test
    void aSecondLifeOfARoomIsToldAfterTheFirstAndNumberedAnew() throws IOException {
        HookReceiver receiver = receiver();
        receiver.answer(503);
        WebhookOutbox outbox = outbox(null, receiver.url());
        tell(outbox, Facts.call("demo", "RM_1", "ann"));
        tell(outbox, Facts.call("demo", "RM_2", "ann"));
        Await.until("refusals", receiver::refusals, count -> count > 3);

        receiver.answer(200);

        List<Got> got = receiver.await(8);
        assertThat(got)
                .extracting(each -> each.body().path("room").path("sid").asText() + " " + each.sequence())
                .containsExactly("RM_1 1", "RM_1 2", "RM_1 3", "RM_1 4", "RM_2 1", "RM_2 2", "RM_2 3", "RM_2 4");
    }

    @Test
    void whatHappensWhileAReceiverIsAwayIsToldWhenItIsBack() throws IOException {
        int port;
        try (HookReceiver gone = HookReceiver.start()) {
            port = gone.port();
        }
        WebhookOutbox outbox = outbox(null, "http://127.0.0.1:" + port + "/hook");
        tell(outbox, Facts.call("demo", "RM_1", "ann"));
        Await.until("letters", outbox::depth, depth -> depth == 4);

        HookReceiver back = HookReceiver.start(port);
        open.add(back);

        assertThat(events(back.await(4))).isEqualTo(Facts.CALL);
        Await.until("an empty outbox", outbox::depth, depth -> depth == 0);
        assertThat(counted.ended()).containsExactly("success:", "success:", "success:", "success:");
    }

    @Test
    void aDeadReceiverDelaysNoOther() throws IOException {
        HookReceiver dead = receiver();
        dead.answer(500);
        HookReceiver alive = receiver();
        WebhookOutbox outbox = outbox(null, dead.url(), alive.url());

        tell(outbox, Facts.call("demo", "RM_1", "ann"));

        assertThat(events(alive.await(4))).isEqualTo(Facts.CALL);
        assertThat(dead.got()).isEmpty();
        dead.answer(200);
        List<Got> late = dead.await(4);
        assertThat(late)
                .extracting(each -> each.body().path("id").asText())
                .containsExactlyElementsOf(alive.got().stream()
                        .map(each -> each.body().path("id").asText())
                        .toList());
    }

    @Test
    void whatWasNotDeliveredIsToldAfterARestart() throws IOException {
        HookReceiver receiver = receiver();
        receiver.answer(503);
        WebhookOutbox first = outbox(folder, receiver.url());
        tell(first, Facts.call("demo", "RM_1", "ann"));
        Await.until("refusals", receiver::refusals, count -> count > 0);
        first.close(Duration.ZERO);
        receiver.answer(200);

        WebhookOutbox second = outbox(folder, receiver.url());
        tell(second, Facts.call("demo", "RM_2", "ben"));

        List<Got> got = receiver.await(8);
        assertThat(events(got))
                .containsExactlyElementsOf(List.of(
                        "room_started",
                        "participant_joined",
                        "participant_left",
                        "room_finished",
                        "room_started",
                        "participant_joined",
                        "participant_left",
                        "room_finished"));
        assertThat(got).extracting(Got::sequence).containsExactly(1L, 2L, 3L, 4L, 1L, 2L, 3L, 4L);
        Await.until("an empty outbox", second::depth, depth -> depth == 0);
    }

    @Test
    void lettersForAReceiverThatIsConfiguredNoMoreAreForgotten() throws IOException {
        HookReceiver receiver = receiver();
        receiver.answer(503);
        WebhookOutbox first = outbox(folder, receiver.url());
        first.observed(new RoomFact.RoomStarted(Facts.room("demo")));
        Await.until("refusals", receiver::refusals, count -> count > 0);
        first.close(Duration.ZERO);

        HookReceiver other = receiver();
        WebhookOutbox second = outbox(folder, other.url());
        tell(second, Facts.call("other", "RM_2", "ben"));

        assertThat(other.await(4)).extracting(Got::room).containsOnly("other");
        assertThat(counted.ended()).contains("drop:unconfigured");
    }

    @Test
    void aRefusalIsFinal() throws IOException {
        HookReceiver receiver = receiver();
        receiver.answer(400);
        WebhookOutbox outbox = outbox(null, receiver.url());
        outbox.observed(new RoomFact.RoomStarted(Facts.room("demo")));
        Await.until("an end", counted::ended, ended -> !ended.isEmpty());

        assertThat(counted.ended()).containsExactly("failure:refused");
        assertThat(receiver.refusals()).isEqualTo(1);
        assertThat(outbox.depth()).isZero();
    }

    @Test
    void aRedirectThatKeepsTheMethodIsFollowedAndAnotherIsARefusal() throws IOException {
        HookReceiver moved = receiver();
        moved.moveTo("/moved", 307);
        outbox(null, moved.url()).observed(new RoomFact.RoomStarted(Facts.room("demo")));
        assertThat(moved.await(1).getFirst().path()).isEqualTo("/moved");

        HookReceiver lost = receiver();
        lost.moveTo("/moved", 302);
        outbox(null, lost.url()).observed(new RoomFact.RoomStarted(Facts.room("demo")));
        Await.until("a refusal", counted::ended, ended -> ended.contains("failure:refused"));
        assertThat(lost.got()).isEmpty();
    }

    @Test
    void whatIsFilteredAwayIsNotNumbered() throws IOException {
        HookReceiver receiver = receiver();
        WebhookOutbox outbox =
                outbox(config(List.of(receiver.url()), List.of("participant_left", "room_finished")), null);
        tell(outbox, Facts.call("demo", "RM_1", "ann"));

        List<Got> got = receiver.await(2);
        assertThat(got)
                .extracting(each -> each.event() + " " + each.sequence())
                .containsExactly("participant_left 1", "room_finished 2");
    }

    @Test
    void theEndOfTheServerWaitsForWhatIsOnItsWay() throws IOException {
        HookReceiver receiver = receiver();
        WebhookOutbox outbox = outbox(null, receiver.url());
        tell(outbox, Facts.call("demo", "RM_1", "ann"));

        outbox.close(Await.LIMIT);

        assertThat(events(receiver.got())).isEqualTo(Facts.CALL);
    }
}
