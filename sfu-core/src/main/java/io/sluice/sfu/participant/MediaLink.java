package io.sluice.sfu.participant;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.negotiate.LocalDescription;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.peer.PeerListener;
import io.sluice.transport.peer.PeerState;
import io.sluice.transport.peer.PeerTransport;
import java.util.random.RandomGenerator;

/** One PeerTransport of a participant with the media on it: what it sends up, and what it is sent. */
public final class MediaLink implements PeerListener {
    /** Hears of the life of a link. */
    public interface Owner {
        /**
         * Packets may flow.
         *
         * @param first for the first time, and not again after a new handshake
         */
        void connected(MediaLink link, boolean first);

        /** Packets flow again after a silence. */
        void restored(MediaLink link);

        /** The link will not come back by itself. */
        void failed(MediaLink link, String reason);
    }

    /**
     * How late a link that hears nothing from its client may notice what others gave it to do. In a large room most links have nothing to
     * do at most turns, and asking all their parts costs more than what they then do.
     */
    private static final long LOOK_NANOS = 25_000_000L;

    private final Owner owner;
    private final boolean iceLite;
    private final boolean tcpOnly;
    private final PeerTransport transport;
    private final Uplink uplink;
    private final Downlink downlink;
    private final DataLink data;
    private boolean everConnected;
    private boolean connected;
    private long lookAt = Long.MIN_VALUE;

    MediaLink(
            Owner owner,
            TransportFactory factory,
            Admission admission,
            boolean serverOffers,
            boolean tcpOnly,
            UplinkListener uplinkListener,
            DataLink.Owner dataOwner,
            RandomGenerator random) {
        this.owner = owner;
        this.iceLite = admission.iceLite();
        this.tcpOnly = tcpOnly;
        this.transport = factory.create(admission, serverOffers, tcpOnly, this);
        int ownSsrc = random.nextInt(1, Integer.MAX_VALUE);
        this.uplink = new Uplink(transport, ownSsrc, uplinkListener);
        this.downlink = new Downlink(transport, random);
        // Where the client becomes active by the server's PeerTransport it expects the channels there, else it opens
        // its own.
        this.data = new DataLink(transport, serverOffers && admission.subscriberPrimary(), dataOwner);
    }

    /** What the participant sends. */
    public Uplink uplink() {
        return uplink;
    }

    /** What the participant receives. */
    public Downlink downlink() {
        return downlink;
    }

    /** Its data channels. */
    DataLink data() {
        return data;
    }

    /** The transport below. */
    public PeerTransport transport() {
        return transport;
    }

    /** Whether packets flow. */
    public boolean flowing() {
        return connected;
    }

    /** Whether packets ever flowed. */
    public boolean everConnected() {
        return everConnected;
    }

    /** Whether the transport was given up and has not come back. */
    public boolean failed() {
        return transport.state() == PeerState.FAILED;
    }

    /** Our side for the next description. */
    LocalDescription local(boolean offer) {
        return new LocalDescription(
                transport.localIce(),
                transport.localFingerprint(),
                offer ? Setup.ACTPASS : transport.localSetup(),
                transport.localCandidates(),
                iceLite);
    }

    /** Takes over ICE, certificate, role and candidates of a client's description. */
    void remote(SessionDescription description, long nowNanos) {
        lookAt = Long.MIN_VALUE;
        for (MediaSection section : description.sections()) {
            if (section.rejected()
                    || section.ice() == null
                    || section.fingerprint() == null
                    || section.setup() == null) {
                continue;
            }
            // BUNDLE: one transport, described by the first section that is alive (RFC 9143 §7.3).
            transport.setRemote(section.ice(), section.fingerprint(), section.setup(), nowNanos);
            section.candidates().forEach(c -> candidate(c, nowNanos));
            describeData(description, nowNanos);
            return;
        }
    }

    private void describeData(SessionDescription description, long nowNanos) {
        for (MediaSection section : description.sections()) {
            if (!section.rejected() && section.sctp() != null) {
                data.enable(section.sctp(), nowNanos);
                return;
            }
        }
    }

    void candidate(IceCandidate candidate, long nowNanos) {
        if (!tcpOnly || candidate.protocol() != IceCandidate.Protocol.UDP) {
            transport.addRemoteCandidate(candidate, nowNanos);
        }
    }

    /** Lets time pass for the parts whose time has come; all are asked when the client was heard, when one is due, and now and then. */
    void tick(long nowNanos) {
        if (nowNanos < lookAt) {
            return;
        }
        if (nowNanos >= transport.deadline()) {
            transport.tick(nowNanos);
        }
        if (nowNanos >= uplink.deadline()) {
            uplink.tick(nowNanos);
        }
        if (nowNanos >= downlink.deadline()) {
            downlink.tick(nowNanos);
        }
        lookAt = connected ? Math.min(nowNanos + LOOK_NANOS, deadline()) : Long.MIN_VALUE;
    }

    private long deadline() {
        return Math.min(transport.deadline(), Math.min(uplink.deadline(), downlink.deadline()));
    }

    void close() {
        connected = false;
        transport.close();
    }

    @Override
    public void connected() {
        lookAt = Long.MIN_VALUE;
        boolean first = !everConnected;
        connected = true;
        everConnected = true;
        owner.connected(this, first);
    }

    @Override
    public void interrupted() {
        // Media goes on as long as ICE has hope; clients notice by themselves.
    }

    @Override
    public void restored() {
        connected = true;
        owner.restored(this);
    }

    @Override
    public void failed(String reason) {
        connected = false;
        owner.failed(this, reason);
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        lookAt = Long.MIN_VALUE;
        uplink.rtp(buffer, offset, length, nowNanos);
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        lookAt = Long.MIN_VALUE;
        // A compound packet may hold reports about both directions; each side takes what is its own.
        uplink.rtcp(buffer, offset, length, nowNanos);
        downlink.rtcp(buffer, offset, length, nowNanos);
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        // Of a client that talks SCTP before its description says so.
        droppedData++;
    }

    private long droppedData;

    /** SCTP packets that came before the client described any data channels. */
    public long droppedData() {
        return droppedData;
    }
}
