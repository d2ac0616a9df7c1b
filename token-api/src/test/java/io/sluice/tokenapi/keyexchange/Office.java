package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.Caller;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.keyexchange.SocketAuthenticator.Verdict;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay, the people who may use it, and sockets that remember what they were told. */
final class Office {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String C1 = "c0ffee00-0000-4000-8000-00000000c001";

    private static final Database DATABASE = Database.open(DatabaseSettings.inMemory());

    final Set<String> members = ConcurrentHashMap.newKeySet();
    volatile boolean broken;
    final RelayCounters counters = new RelayCounters();
    final VideoRelay relay;
    private final AtomicInteger sockets = new AtomicInteger();
    private volatile long now = 1_762_000_000_000L;

    Office(String... members) {
        this.members.addAll(List.of(members));
        Store store = new Store(DATABASE);
        Devices devices = new Devices();
        MeetingRelay meetings = new MeetingRelay(devices, this::decide, "The "::concat, counters, clock());
        GuestRelay guests = new GuestRelay(
                new GuestAccess(store.guests(), store.meetings(), false, clock()), meetings, counters, clock());
        relay = new VideoRelay(Office::believe, this::decide, devices, meetings, guests, counters, clock());
    }

    private Decision decide(String userId, String callId) {
        if (broken) {
            throw new IllegalStateException("the database does not answer");
        }
        if (!callId.equals(C1)) {
            return Decision.Refused.UNKNOWN;
        }
        return members.contains(userId) ? new Decision.Granted(Rights.PARTICIPANT) : Decision.Refused.NOT_A_MEMBER;
    }

    /** Believes everybody but {@code nobody}. */
    private static Verdict believe(JsonNode credentials, SocketHandshake handshake) {
        String user = credentials.path("user").asText();
        return user.equals("nobody")
                ? new Verdict.Refused("no_session")
                : new Verdict.Known(new Caller(
                        user,
                        credentials.path("device").asText("1"),
                        "client-of-" + user,
                        Caller.Scheme.SIGNED_HEADERS));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(now);
            }
        };
    }

    void passes(long millis) {
        now += millis;
    }

    long now() {
        return now;
    }

    static ObjectNode json(Object... fields) {
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i += 2) {
            object.set((String) fields[i], JSON.valueToTree(fields[i + 1]));
        }
        return object;
    }

    /** A socket that has not said who it is. */
    Socket stranger() {
        return new Socket();
    }

    Socket of(String user) {
        return of(user, "1");
    }

    Socket of(String user, String device) {
        Socket socket = new Socket();
        socket.says("authenticate", json("user", user, "device", device));
        socket.told.clear();
        return socket;
    }

    /** Signed in, and registered for the call. */
    Socket inCall(String user) {
        return of(user).says("video:register-participant", json("channelId", C1));
    }

    /** An event as it was sent. */
    record Told(String event, JsonNode payload) {}

    final class Socket implements SocketPeer {
        final List<Told> told = new ArrayList<>();
        boolean disconnected;
        private final String id = "socket" + sockets.incrementAndGet();
        private final SocketListener listener =
                relay.connected(this, new SocketHandshake(JSON.createObjectNode(), null, null, null, "192.0.2.1"));

        Socket says(String event, JsonNode... arguments) {
            listener.received(event, List.of(arguments));
            return this;
        }

        void closes() {
            listener.closed();
        }

        List<JsonNode> told(String event) {
            synchronized (told) {
                return told.stream()
                        .filter(each -> each.event.equals(event))
                        .map(Told::payload)
                        .toList();
            }
        }

        /** The answer of {@code video:check-participants}. */
        JsonNode checks() {
            says("video:check-participants", json("channelId", C1));
            return told("video:participants-info").getLast();
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void emit(String event, JsonNode payload) {
            synchronized (told) {
                told.add(new Told(event, payload));
            }
        }

        @Override
        public void disconnect() {
            disconnected = true;
        }
    }
}
