package io.sluice.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.keyexchange.SocketListener;
import io.sluice.tokenapi.keyexchange.SocketNamespace;
import io.sluice.tokenapi.keyexchange.SocketPeer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The namespaces that one client is in. What it does there is heard by their listeners on {@link SerialTasks}. */
final class SocketIoConnection implements EngineUser {
    /** Beyond this a client is not in a hurry but an attacker. */
    private static final long MOST_WAITING = 8 << 20;

    private static final int TASK_WEIGHT = 256;
    private static final Logger log = LoggerFactory.getLogger(SocketIoConnection.class);

    private final EngineSession session;
    private final Map<String, SocketNamespace> namespaces;
    private final Handshake handshake;
    private final SerialTasks tasks;
    private final Supplier<String> ids;
    private final PacketReader reader;
    private final Map<String, Member> joined = new HashMap<>();
    private @Nullable Future<?> patience;

    SocketIoConnection(
            EngineSession session,
            Map<String, SocketNamespace> namespaces,
            Handshake handshake,
            SerialTasks tasks,
            Supplier<String> ids) {
        this.session = session;
        this.namespaces = namespaces;
        this.handshake = handshake;
        this.tasks = tasks;
        this.ids = ids;
        this.reader = new PacketReader(session.limits().payload());
    }

    void begin() {
        tasks.whenRelieved(() -> session.inLoop(session::relieved));
        waitForAJoin();
    }

    /** A client that is nowhere does not need a connection. */
    private void waitForAJoin() {
        patience = session.loop()
                .schedule(
                        () -> {
                            if (joined.isEmpty()) {
                                session.close();
                            }
                        },
                        session.limits().join().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isBusy() {
        return tasks.isBusy();
    }

    @Override
    public void message(Frame frame) {
        if (tasks.weight() > MOST_WAITING) {
            log.info("socketio_flood session={}", session.id());
            session.close();
            return;
        }
        Packet packet;
        try {
            packet = reader.read(frame);
        } catch (PacketReader.Malformed e) {
            log.debug("socketio_malformed session={} what={}", session.id(), e.getMessage());
            session.close();
            return;
        }
        if (packet != null) {
            handle(packet, frame.weight());
        }
    }

    private void handle(Packet packet, int weight) {
        Member member = joined.get(packet.namespace());
        switch (packet.type()) {
            case CONNECT -> {
                if (member == null) {
                    connect(packet);
                } else {
                    session.close();
                }
            }
            case DISCONNECT -> {
                if (member != null) {
                    leave(member);
                }
            }
            case EVENT -> {
                if (member == null) {
                    session.close();
                } else {
                    member.received(packet, weight);
                }
            }
            default -> {
                // Nothing of ours asks for an answer.
            }
        }
    }

    private void connect(Packet packet) {
        SocketNamespace namespace = namespaces.get(packet.namespace());
        if (namespace == null) {
            ObjectNode error = PacketCodec.JSON.createObjectNode().put("message", "Invalid namespace");
            send(new Packet(Packet.Type.CONNECT_ERROR, packet.namespace(), error));
            return;
        }
        if (patience != null) {
            patience.cancel(false);
        }
        Member member = new Member(packet.namespace(), ids.get());
        joined.put(member.namespace, member);
        ObjectNode answer = PacketCodec.JSON.createObjectNode().put("sid", member.id);
        send(new Packet(Packet.Type.CONNECT, member.namespace, answer));
        JsonNode auth = packet.data() == null ? PacketCodec.JSON.createObjectNode() : packet.data();
        tasks.add(TASK_WEIGHT, () -> member.listener = namespace.connected(member, handshake.with(auth)));
    }

    private void leave(Member member) {
        if (joined.remove(member.namespace, member)) {
            tasks.add(TASK_WEIGHT, member::tellClosed);
            if (joined.isEmpty() && !session.isClosed()) {
                waitForAJoin();
            }
        }
    }

    private void send(Packet packet) {
        PacketCodec.encode(packet).forEach(session::send);
    }

    @Override
    public void closed() {
        if (patience != null) {
            patience.cancel(false);
        }
        List.copyOf(joined.values()).forEach(this::leave);
    }

    /** The client in one namespace. */
    private final class Member implements SocketPeer {
        final String namespace;
        final String id;
        /** Only for the tasks. */
        @Nullable
        SocketListener listener;

        Member(String namespace, String id) {
            this.namespace = namespace;
            this.id = id;
        }

        void received(Packet packet, int weight) {
            JsonNode data = packet.data();
            if (data == null) {
                return;
            }
            String event = data.path(0).asText();
            List<JsonNode> arguments = new ArrayList<>(data.size());
            for (int i = 1; i < data.size(); i++) {
                arguments.add(data.get(i));
            }
            tasks.add(TASK_WEIGHT + 4 * weight, () -> {
                if (listener != null) {
                    listener.received(event, arguments);
                }
                if (packet.ack() != Packet.NO_ACK) {
                    acknowledge(packet.ack());
                }
            });
        }

        /** The event has been looked at: no more is promised. */
        private void acknowledge(long ack) {
            ArrayNode nothing = PacketCodec.JSON.createArrayNode();
            session.inLoop(() -> sendWhileJoined(new Packet(Packet.Type.ACK, namespace, ack, nothing)));
        }

        private void sendWhileJoined(Packet packet) {
            if (joined.get(namespace) == this) {
                send(packet);
            }
        }

        void tellClosed() {
            if (listener != null) {
                listener.closed();
            }
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void emit(String event, JsonNode payload) {
            ArrayNode data = PacketCodec.JSON.createArrayNode().add(event).add(payload);
            session.inLoop(() -> sendWhileJoined(new Packet(Packet.Type.EVENT, namespace, data)));
        }

        @Override
        public void disconnect() {
            session.inLoop(() -> {
                if (joined.get(namespace) == this) {
                    send(new Packet(Packet.Type.DISCONNECT, namespace, null));
                    leave(this);
                }
            });
        }
    }
}
