package io.sluice.signaling.agent;

import io.sluice.sfu.control.ClientTraits;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.signaling.proto.AgentDispatch;
import io.sluice.signaling.proto.JobState;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.RoomAgentDispatch;
import io.sluice.signaling.proto.ServerInfo;
import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/** An engine, the rooms it hears of, and a clock moved by hand. */
final class AgentWorld {
    private static final ClientTraits CLIENT = new ClientTraits("js", "2.15.0", 17, 1, "", "", "", List.of());

    static final KeyRing KEYS;

    static {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("first", "the-first-secret-that-is-only-for-tests");
        keys.put("second", "the-second-secret-that-is-only-for-tests");
        KEYS = KeyRing.of(keys);
    }

    final List<String> removed = new ArrayList<>();
    final AgentEngine engine;
    final WorkerProtocol protocol;
    Instant now = Instant.parse("2026-01-01T12:00:00Z");

    AgentWorld() {
        this(1);
    }

    AgentWorld(long seed) {
        engine = new AgentEngine(
                AgentSettings.of(0.7, true, false),
                new JobTokens(new TokenIssuer(KEYS)),
                (room, participant) -> removed.add(room + "/" + participant),
                new SplittableRandom(seed));
        protocol = new WorkerProtocol(
                engine,
                ServerInfo.newBuilder().setNodeId("ND_test").setAgentProtocol(1).build());
    }

    TestWorker worker() {
        return new TestWorker(this, "first");
    }

    void pass(Duration time) {
        now = now.plus(time);
        engine.tick(now);
    }

    static RoomAgentDispatch wish(String agentName) {
        return RoomAgentDispatch.newBuilder()
                .setAgentName(agentName)
                .setMetadata("md")
                .putAttributes("colour", "red")
                .build();
    }

    // --- rooms ---

    void start(String room) {
        engine.observed(new RoomFact.RoomStarted(room(room)), now);
    }

    void finish(String room) {
        engine.observed(new RoomFact.RoomFinished(room(room), DisconnectReason.ROOM_DELETED), now);
    }

    void join(String room, String identity) {
        join(room, identity, ParticipantKind.STANDARD);
    }

    void join(String room, String identity, ParticipantKind kind) {
        engine.observed(
                new RoomFact.ParticipantJoined(
                        room(room), who(identity, kind, DisconnectReason.UNKNOWN_REASON), CLIENT),
                now);
    }

    void publish(String room, String identity) {
        engine.observed(
                new RoomFact.TrackPublished(
                        room(room),
                        who(identity, ParticipantKind.STANDARD, DisconnectReason.UNKNOWN_REASON),
                        TestTracks.microphone()),
                now);
    }

    void leave(String room, String identity, DisconnectReason reason) {
        engine.observed(
                new RoomFact.ParticipantLeft(room(room), who(identity, ParticipantKind.STANDARD, reason), true), now);
    }

    private static RoomSnapshot room(String name) {
        return new RoomSnapshot("RM_" + name, name, "", 0, RoomPolicy.DEFAULT, 1, 0, false, List.of("audio/opus"));
    }

    private static ParticipantSnapshot who(String identity, ParticipantKind kind, DisconnectReason reason) {
        return new ParticipantSnapshot(
                "PA_" + identity,
                identity,
                "",
                "",
                Map.of(),
                ParticipantState.JOINED,
                0,
                1,
                new Permissions(true, true, true, Set.of(), false, false, false, false, false, false),
                false,
                kind,
                List.of(),
                List.of(),
                List.of(),
                reason,
                0,
                List.of());
    }

    // --- dispatches ---

    AgentDispatch create(String room, String agentName) {
        return Objects.requireNonNull(engine.create(room, wish(agentName), now));
    }

    List<JobStatus> statuses(String room) {
        return states(room).stream().map(JobState::getStatus).toList();
    }

    List<JobState> states(String room) {
        return engine.list(room, "").stream()
                .flatMap(dispatch -> dispatch.getState().getJobsList().stream())
                .map(job -> job.getState())
                .toList();
    }
}
