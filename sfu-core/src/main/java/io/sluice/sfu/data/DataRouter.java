package io.sluice.sfu.data;

import io.sluice.sfu.measure.MediaCounters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a room's data goes. A packet is read where it came in, stamped with its sender, and shared by all who get it; single-threaded like
 * the room.
 */
public final class DataRouter {
    private static final Logger log = LoggerFactory.getLogger(DataRouter.class);
    private static final int REMEMBERED_NONCES = 100;

    private final String room;
    private final DataSettings settings;
    private final DataCounters counters = new DataCounters();
    private final List<DataMember> members = new ArrayList<>();
    private final Map<String, Correspondence> correspondences = new HashMap<>();
    private final DataPacket packet = new DataPacket();
    private final StreamHeader streams;
    private final PacketStamp stamp = new PacketStamp();
    private final Set<String> nonces = new HashSet<>();
    private final ArrayDeque<String> nonceOrder = new ArrayDeque<>();

    private record Correspondence(DataMember with, ServerInbox inbox) {}

    /**
     * @param room its name, for the log
     * @param loop counts streams
     */
    public DataRouter(String room, DataSettings settings, MediaCounters loop) {
        this.streams = new StreamHeader(loop);
        this.room = room;
        this.settings = settings;
    }

    /** The bounds. */
    public DataSettings settings() {
        return settings;
    }

    /** What happened so far. */
    public DataCounters counters() {
        return counters;
    }

    /** Somebody came. */
    public DataMember join(DataHost host) {
        DataMember member = new DataMember(host, settings, counters);
        members.add(member);
        return member;
    }

    /** Somebody went. Those it held back go on. */
    public void leave(DataMember member, long nowNanos) {
        if (members.remove(member)) {
            member.leave(nowNanos);
            members.forEach(each -> each.forget(member));
            correspondences.values().removeIf(each -> {
                boolean over = each.with == member;
                if (over) {
                    each.inbox.gone();
                }
                return over;
            });
        }
    }

    /** A message on one of the three channels. The buffer is not kept. */
    public void received(DataMember from, DataKind kind, byte[] buffer, int offset, int length, long nowNanos) {
        if (!admitted(from, length)) {
            return;
        }
        if (kind == DataKind.TRACK) {
            frame(from, buffer, offset, length, nowNanos);
        } else {
            packet(from, kind, buffer, offset, length, nowNanos);
        }
    }

    /** Counts a message of a participant; whether it may be passed on, whatever it is. */
    private boolean admitted(DataMember from, int length) {
        counters.received++;
        if (!from.host.mayPublishData()) {
            counters.forbidden++;
            refused(from, Why.NOT_ALLOWED);
            return false;
        }
        if (length > settings.maxMessage()) {
            counters.tooLarge++;
            refused(from, Why.TOO_LARGE);
            return false;
        }
        return true;
    }

    private void packet(DataMember from, DataKind kind, byte[] buffer, int offset, int length, long nowNanos) {
        if (!packet.read(buffer, offset, length)) {
            counters.malformed++;
            refused(from, Why.MALFORMED);
            return;
        }
        if (kind == DataKind.RELIABLE && !from.accept(packet.sequence)) {
            counters.repeated++;
            return;
        }
        if (packet.value == DataPacket.TRANSCRIPTION && !from.host.agent()) {
            counters.forbidden++;
            refused(from, Why.NOT_ALLOWED);
            return;
        }
        if (!packet.nonce.isEmpty() && !remember(packet.nonce)) {
            counters.repeated++;
            return;
        }
        if (!correspondences.isEmpty() && answered(from)) {
            return;
        }
        streams.count(packet);
        byte[] stamped = stamp.stamp(packet, kind, from.sender);
        boolean metrics = packet.value == DataPacket.METRICS;
        for (int i = 0; i < members.size(); i++) {
            DataMember to = members.get(i);
            if (to != from && meant(to) && (!metrics || to.host.mayReadMetrics())) {
                to.deliver(kind, stamped, from, nowNanos);
            }
        }
    }

    /** Whether the packet was for the server, from the only one who knows the address. */
    private boolean answered(DataMember from) {
        if (packet.identities.size() != 1) {
            return false;
        }
        Correspondence found = correspondences.get(packet.identities.iterator().next());
        if (found == null || found.with != from) {
            return false;
        }
        found.inbox.received(Arrays.copyOfRange(packet.buffer, packet.first, packet.behind));
        return true;
    }

    /**
     * Sends somebody a packet as it is, reliably, and takes what comes back to an address.
     *
     * @param address unguessable, and nobody's identity
     * @param encoded a LiveKit {@code DataPacket} that names the address as its sender
     * @return false if there is nobody of that identity
     */
    public boolean correspond(String address, String identity, byte[] encoded, ServerInbox inbox, long nowNanos) {
        for (DataMember member : members) {
            if (member.sender.identity.equals(identity)) {
                correspondences.put(address, new Correspondence(member, inbox));
                member.deliver(DataKind.RELIABLE, encoded, nowNanos);
                return true;
            }
        }
        return false;
    }

    /** Nothing is awaited at that address any more. */
    public void endCorrespondence(String address) {
        correspondences.remove(address);
    }

    private boolean meant(DataMember to) {
        return packet.broadcast()
                || packet.identities.contains(to.sender.identity)
                || packet.sids.contains(to.sender.sid);
    }

    private boolean remember(String nonce) {
        if (!nonces.add(nonce)) {
            return false;
        }
        nonceOrder.add(nonce);
        if (nonceOrder.size() > REMEMBERED_NONCES) {
            nonces.remove(nonceOrder.removeFirst());
        }
        return true;
    }

    private void frame(DataMember from, byte[] buffer, int offset, int length, long nowNanos) {
        if (!TrackPacket.valid(buffer, offset, length)) {
            counters.malformed++;
            refused(from, Why.MALFORMED);
            return;
        }
        DataTrack track = from.track(TrackPacket.handle(buffer, offset));
        if (track == null) {
            counters.unknownTrack++;
        } else {
            track.forward(Arrays.copyOfRange(buffer, offset, offset + length), nowNanos);
        }
    }

    /** A message on a channel of the application: everybody else gets it as a reliable user packet. */
    public void receivedRaw(DataMember from, byte[] buffer, int offset, int length, long nowNanos) {
        if (!admitted(from, length)) {
            return;
        }
        byte[] stamped = stamp.userPacket(buffer, offset, length, DataKind.RELIABLE, from.sender, List.of());
        for (int i = 0; i < members.size(); i++) {
            DataMember to = members.get(i);
            if (to != from) {
                to.deliver(DataKind.RELIABLE, stamped, from, nowNanos);
            }
        }
    }

    /** Sends a message of the server's. False if the same nonce was there already: it was sent then. */
    public boolean send(ServerMessage message, long nowNanos) {
        if (message.nonce().length == DataPacket.NONCE_LENGTH) {
            String nonce = new String(message.nonce(), StandardCharsets.ISO_8859_1);
            if (!remember(nonce)) {
                counters.repeated++;
                return false;
            }
        }
        byte[] stamped = stamp.userPacket(
                message.payload(),
                0,
                message.payload().length,
                message.kind(),
                Sender.SERVER,
                message.identities(),
                message.topic(),
                message.nonce());
        boolean everybody = message.identities().isEmpty() && message.sids().isEmpty();
        for (DataMember to : List.copyOf(members)) {
            if (everybody
                    || message.identities().contains(to.sender.identity)
                    || message.sids().contains(to.sender.sid)) {
                to.deliver(message.kind(), stamped, nowNanos);
            }
        }
        return true;
    }

    /** Gives up those who do not read, and drops what waited too long. */
    public void tick(long nowNanos) {
        for (int i = members.size() - 1; i >= 0; i--) {
            // Giving one up takes it out of the list, and possibly others with it.
            if (i < members.size()) {
                DataMember member = members.get(i);
                member.tick(nowNanos);
                if (member.hopeless(nowNanos)) {
                    counters.tooSlow++;
                    member.host.tooSlow();
                }
            }
        }
    }

    /** Why a message was not passed on. The protocol has no answer to a data packet: it is counted, and logged once a participant. */
    private enum Why {
        NOT_ALLOWED,
        TOO_LARGE,
        MALFORMED
    }

    private void refused(DataMember from, Why why) {
        if (from.firstRefusal()) {
            log.info(
                    "data_refused room={} participant={} reason={} limit={}",
                    room,
                    from.sender.identity,
                    why,
                    settings.maxMessage());
        }
    }
}
