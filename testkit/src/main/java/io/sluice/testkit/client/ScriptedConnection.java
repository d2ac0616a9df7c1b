package io.sluice.testkit.client;

import io.sluice.rtp.packet.BigEndian;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.testkit.media.MediaReceiver;
import io.sluice.testkit.media.MediaSender;
import io.sluice.testkit.media.ScriptedListener;
import io.sluice.testkit.media.ScriptedSubscriber;
import io.sluice.testkit.net.SimulatedNetwork;
import io.sluice.testkit.net.Timed;
import io.sluice.testkit.node.AccessLink;
import io.sluice.testkit.node.SimulatedNode;
import io.sluice.testkit.node.SimulatedPath;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.ice.HostCandidates;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.DtlsRole;
import io.sluice.transport.peer.Inlet;
import io.sluice.transport.peer.PeerConfig;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerTransport;
import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client's peer connection: a real transport with sections, scripted senders and scripted receivers on it. */
final class ScriptedConnection implements PeerListener, Timed {
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(new SecureRandom());
    private static final long TURN_NANOS = 1_000_000L;

    /** What the client keeps of the tracks it receives. */
    interface Tracks {
        /** A track arrives; packets come to the receiver. */
        void added(String track, MediaReceiver receiver);

        /** A track comes no more. */
        void removed(String track);
    }

    private record Incoming(String track, long ssrc, MediaReceiver receiver) {}

    private final SimulatedNetwork network;
    private final PeerTransport transport;
    private final Tracks tracks;
    private final ScriptedChannels channels;
    private final Map<String, ClientSection> sections = new LinkedHashMap<>();
    private final List<MediaSender> senders = new ArrayList<>();
    private final Map<String, Incoming> incoming = new HashMap<>();
    private final Map<Integer, MediaReceiver> bySsrc = new HashMap<>();
    private final List<Runnable> early = new ArrayList<>();
    private boolean secured;
    private long turnAt;
    private long strayPackets;

    ScriptedConnection(AccessLink access, boolean offers, Random random, Tracks tracks, ScriptedChannels.Inbox inbox) {
        SimulatedNode node = access.node();
        this.network = node.network();
        this.tracks = tracks;
        Demux demux = new Demux();
        AccessLink.Socket[] socket = new AccessLink.Socket[1];
        Inlet inlet = demux.udp(remote -> remote.equals(SimulatedNode.address())
                ? new SimulatedPath(
                        remote, (buffer, offset, length) -> socket[0].out().send(buffer, offset, length))
                : null);
        socket[0] = access.open((buffer, offset, length, now) -> {
            Runnable arrival = () -> inlet.receive(SimulatedNode.address(), buffer, offset, length, network.now());
            // A browser finishes its handshake before it looks at the next datagram; ours finishes on another thread.
            if (buffer[offset] < 0 && !secured) {
                early.add(arrival);
            } else {
                arrival.run();
            }
        });
        PeerConfig config = new PeerConfig(
                CERTIFICATE,
                IceMode.FULL,
                offers,
                HostCandidates.of(List.of(socket[0].address()), List.of()),
                List.of(SrtpProfile.values()),
                SrtpEngine.JDK,
                DtlsRole.ACTIVE);
        this.transport = new PeerTransport(config, demux, this, network.executor(), random);
        this.channels = new ScriptedChannels(transport, offers, inbox);
        this.turnAt = network.now();
        network.drive(this);
    }

    /** Whether packets can flow. */
    boolean writable() {
        return transport.writable();
    }

    /** Its data channels. */
    ScriptedChannels channels() {
        return channels;
    }

    /** Packets of streams that no description spoke of. */
    long strayPackets() {
        return strayPackets;
    }

    /** The next section's name. */
    String nextMid() {
        return Integer.toString(sections.size());
    }

    void addData() {
        add(MediaKind.APPLICATION, Direction.SENDRECV);
    }

    void addReceiving(MediaKind kind, int count) {
        for (int i = 0; i < count; i++) {
            add(kind, Direction.RECVONLY);
        }
    }

    private ClientSection add(MediaKind kind, Direction direction) {
        ClientSection section = new ClientSection(nextMid(), kind, direction);
        sections.put(section.mid, section);
        return section;
    }

    /** A section for a track of the client; its packets leave once there are keys. */
    void addSending(MediaKind kind, String cid, List<String> rids, long ssrc, MediaSender sender) {
        add(kind, Direction.SENDONLY).carry(cid, rids, ssrc);
        sender.connect(this::sendRtp, this::sendRtcp);
        senders.add(sender);
        if (writable()) {
            network.drive(sender);
        }
    }

    /** The client stops sending on a section. */
    void stopSending(String mid, MediaSender sender) {
        ClientSection section = sections.get(mid);
        if (section != null) {
            section.direction = Direction.INACTIVE;
        }
        senders.remove(sender);
        network.release(sender);
    }

    SessionDescription offer() {
        List<MediaSection> described =
                sections.values().stream().map(s -> s.offer(transport)).toList();
        return new SessionDescription(true, described, List.copyOf(sections.keySet()), true, false);
    }

    /** Takes an offer of the server, and answers it. */
    SessionDescription answer(SessionDescription offer, Map<String, String> midToTrack) {
        take(offer, midToTrack);
        List<MediaSection> answers = offer.sections().stream()
                .map(s -> ClientSection.answer(s, transport))
                .toList();
        return new SessionDescription(false, answers, offer.bundle(), true, false);
    }

    /** Takes over a description of the server: where it is, and what it sends on which section. */
    void take(SessionDescription remote, Map<String, String> midToTrack) {
        for (MediaSection section : remote.sections()) {
            if (!section.rejected()
                    && section.ice() != null
                    && section.fingerprint() != null
                    && section.setup() != null) {
                transport.setRemote(section.ice(), section.fingerprint(), section.setup(), network.now());
                section.candidates().forEach(c -> transport.addRemoteCandidate(c, network.now()));
                break;
            }
        }
        for (MediaSection section : remote.sections()) {
            if (!section.rejected() && section.sctp() != null) {
                channels.enable(network.now());
            }
            receive(section, midToTrack.get(section.mid()));
        }
    }

    private void receive(MediaSection section, @Nullable String track) {
        Incoming before = incoming.get(section.mid());
        long ssrc = track == null ? 0 : section.ssrcs().getFirst().ssrc();
        if (before != null && (!before.track.equals(track) || before.ssrc != ssrc)) {
            incoming.remove(section.mid());
            bySsrc.values().removeIf(r -> r == before.receiver);
            network.release(before.receiver);
            tracks.removed(before.track);
        }
        if (track != null && !incoming.containsKey(section.mid())) {
            MediaReceiver receiver = receiver(section);
            receiver.connect(this::sendRtcp);
            section.ssrcs().forEach(s -> bySsrc.put((int) s.ssrc(), receiver));
            incoming.put(section.mid(), new Incoming(track, ssrc, receiver));
            network.drive(receiver);
            tracks.added(track, receiver);
        }
    }

    private static MediaReceiver receiver(MediaSection section) {
        int ssrc = (int) section.ssrcs().getFirst().ssrc();
        return section.kind() == MediaKind.AUDIO
                ? new ScriptedListener(ssrc)
                : new ScriptedSubscriber(ssrc, (int) section.ssrcs().getLast().ssrc());
    }

    void restartIce() {
        transport.restartIce(network.now());
    }

    void close() {
        transport.close();
        network.release(this);
        senders.forEach(network::release);
        incoming.values().forEach(i -> network.release(i.receiver));
    }

    private void sendRtp(byte[] buffer, int offset, int length) {
        transport.sendRtp(sealable(buffer, offset, length), 0, length);
    }

    private void sendRtcp(byte[] buffer, int offset, int length) {
        transport.sendRtcp(sealable(buffer, offset, length), 0, length);
    }

    /** A copy with room for what sealing adds. */
    private static byte[] sealable(byte[] buffer, int offset, int length) {
        return Arrays.copyOf(Arrays.copyOfRange(buffer, offset, offset + length), length + SrtpSession.MAX_OVERHEAD);
    }

    @Override
    public long deadline() {
        return Math.max(turnAt, transport.deadline());
    }

    @Override
    public void tick(long nowNanos) {
        turnAt = nowNanos + TURN_NANOS;
        transport.tick(nowNanos);
    }

    @Override
    public void connected() {
        secured = true;
        senders.forEach(network::drive);
        early.forEach(Runnable::run);
        early.clear();
    }

    @Override
    public void interrupted() {
        // Scripts send on, as a browser does.
    }

    @Override
    public void restored() {
        // Scripts never stopped.
    }

    @Override
    public void failed(String reason) {
        // What a client does then it does when the server says so.
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        int ssrc = BigEndian.i32(buffer, offset + 8);
        MediaReceiver receiver = bySsrc.get(ssrc);
        if (receiver == null) {
            strayPackets++;
        } else {
            receiver.rtp(buffer, offset, length, nowNanos);
        }
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        incoming.values().forEach(i -> i.receiver.rtcp(buffer, offset, length, nowNanos));
        List.copyOf(senders).forEach(s -> s.rtcp(buffer, offset, length, nowNanos));
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        // The server is never so early.
    }
}
