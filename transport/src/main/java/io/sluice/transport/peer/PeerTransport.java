package io.sluice.transport.peer;

import io.sluice.transport.dtls.DtlsEndpoint;
import io.sluice.transport.dtls.DtlsListener;
import io.sluice.transport.dtls.Fingerprint;
import io.sluice.transport.dtls.Setup;
import io.sluice.transport.ice.IceAgent;
import io.sluice.transport.ice.IceCandidate;
import io.sluice.transport.ice.IceEvent;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.ice.IcePath;
import io.sluice.transport.ice.IceState;
import io.sluice.transport.ice.Path;
import io.sluice.transport.sctp.SctpConfig;
import io.sluice.transport.sctp.SctpEndpoint;
import io.sluice.transport.sctp.SctpListener;
import io.sluice.transport.srtp.SrtpProfile;
import io.sluice.transport.srtp.SrtpSession;
import io.sluice.transport.stun.StunReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One encrypted path to a participant: ICE, DTLS, SRTP, SCTP, composed. The only class that knows all of them. Single-threaded: every method is
 * called on the loop that owns the room.
 *
 * <p>The handshake starts on the first path that ICE finds valid and outlives every change of paths and every ICE restart.
 */
public final class PeerTransport implements PacketSink {
    private static final int SHORTEST_MEDIA = 8;

    private final PeerConfig config;
    private final Demux demux;
    private final PeerListener listener;
    private final Executor loop;
    private final RandomGenerator random;
    private final IceAgent agent;
    private final List<Route> routes = new ArrayList<>();
    private final List<String> fragments = new ArrayList<>();
    private final EarlyDatagrams early = new EarlyDatagrams();

    private Setup setup = Setup.ACTPASS;
    private @Nullable Fingerprint fingerprint;
    private @Nullable DtlsEndpoint dtls;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpSession session;
    private @Nullable SctpEndpoint sctp;
    private boolean started;
    private long handshakeBegan;
    private long handshakeNanos;
    private boolean announced;
    private boolean broken;
    private boolean closed;
    private long now;

    /**
     * A transport that the demultiplexer knows at once: checks are answered from now on, even before the peer's description is here.
     *
     * @param loop runs tasks on the thread that makes all calls
     * @param random a {@link java.security.SecureRandom} outside of tests
     */
    public PeerTransport(PeerConfig config, Demux demux, PeerListener listener, Executor loop, RandomGenerator random) {
        this.config = config;
        this.demux = demux;
        this.listener = listener;
        this.loop = loop;
        this.random = random;
        agent = new IceAgent(config.iceMode(), config.startsControlling(), config.localCandidates(), random);
        enter();
    }

    /** The credentials of the current local ICE generation. */
    public IceParameters localIce() {
        return agent.local();
    }

    /**
     * What the peer's description says; without effect if that is nothing new. A changed ICE pair is a restart; fingerprint and role are
     * fixed by the first call. Another fingerprint later, or credentials that cannot be any, end the transport with
     * {@link PeerListener#failed}.
     */
    public void setRemote(IceParameters ice, Fingerprint remoteFingerprint, Setup remoteSetup, long nowNanos) {
        now = nowNanos;
        if (closed || broken) {
            return;
        }
        if (fingerprint != null && !fingerprint.equals(remoteFingerprint)) {
            fail("dtls_fingerprint_changed");
            return;
        }
        if (!agent.setRemote(ice, nowNanos)) {
            fail("ice_malformed_credentials");
            return;
        }
        enter();
        if (fingerprint == null) {
            fingerprint = remoteFingerprint;
            setup = config.dtlsRole().against(remoteSetup);
            associate(remoteFingerprint);
        }
        drain();
    }

    /** Starts a new local ICE generation; media goes on over the old pair until the new one has one (RFC 8445 §9). */
    public void restartIce(long nowNanos) {
        now = nowNanos;
        if (!closed) {
            agent.restart(nowNanos);
            enter();
            drain();
        }
    }

    /** A candidate that the peer trickled or put into its description. */
    public void addRemoteCandidate(IceCandidate candidate, long nowNanos) {
        now = nowNanos;
        if (closed || !agent.wants(candidate)) {
            return;
        }
        IcePath path = agent.pathTo(candidate);
        if (path == null) {
            Route route = demux.open(candidate, this);
            path = route == null ? null : route.path();
        }
        if (path != null) {
            agent.addRemoteCandidate(candidate, path, nowNanos);
            drain();
        }
    }

    /** What our next answer must say: actpass until the roles are fixed, then our role. An offer always says actpass. */
    public Setup localSetup() {
        return setup;
    }

    /** The candidates for our descriptions. */
    public List<IceCandidate> localCandidates() {
        return config.localCandidates();
    }

    /** Our certificate's fingerprint. */
    public Fingerprint localFingerprint() {
        return config.certificate().fingerprint();
    }

    /** How far it is, for snapshots. */
    public PeerState state() {
        if (closed) {
            return PeerState.CLOSED;
        }
        if (broken || agent.state() == IceState.FAILED) {
            return PeerState.FAILED;
        }
        if (fingerprint == null) {
            return PeerState.NEW;
        }
        if (session == null || agent.active() == null) {
            return PeerState.CONNECTING;
        }
        return agent.state() == IceState.INTERRUPTED ? PeerState.INTERRUPTED : PeerState.CONNECTED;
    }

    /** The path that packets leave by, or null; also null once closed. */
    public @Nullable Path selectedPath() {
        IcePath active = closed ? null : agent.active();
        return active == null ? null : active.path();
    }

    /** Smoothed round trip of our own checks in nanoseconds; -1 while unknown, and always with a lite agent. */
    public long rttNanos() {
        return agent.rttNanos();
    }

    /** The negotiated protection profile, or null before the handshake is over. */
    public @Nullable SrtpProfile srtpProfile() {
        return profile;
    }

    @Override
    public boolean writable() {
        return session != null && usable() != null;
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        SrtpSession sealer = session;
        IcePath path = usable();
        if (sealer == null || path == null) {
            return false;
        }
        int sealed = sealer.sealRtp(buffer, offset, length);
        return sealed > 0 && path.path().send(buffer, offset, sealed);
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offset, int length) {
        SrtpSession sealer = session;
        IcePath path = usable();
        if (sealer == null || path == null) {
            return false;
        }
        int sealed = sealer.sealRtcp(buffer, offset, length);
        return sealed > 0 && path.path().send(buffer, offset, sealed);
    }

    /**
     * Sends one SCTP packet as DTLS application data.
     *
     * @return false if it was not sent: the handshake is not over, or the association ended
     */
    public boolean sendData(byte[] buffer, int offset, int length) {
        return session != null && dtls != null && dtls.send(buffer, offset, length);
    }

    /**
     * Begins with data channels over this transport; without effect if there are any already. From now on SCTP packets go to the endpoint
     * that this returns, and not to {@link PeerListener#data}. Channels may be opened on it at once. The association is set up by itself
     * when the handshake is over, and ends with this transport.
     *
     * @throws IllegalStateException before {@link #setRemote}: numbers of channels depend on the DTLS role
     */
    public SctpEndpoint enableData(SctpConfig sctpConfig, SctpListener sctpListener, long nowNanos) {
        now = nowNanos;
        SctpEndpoint made = sctp;
        if (made != null) {
            return made;
        }
        if (fingerprint == null) {
            throw new IllegalStateException("no DTLS role yet");
        }
        made = new SctpEndpoint(sctpConfig, random, setup == Setup.ACTIVE, this::sendData, sctpListener);
        sctp = made;
        if (closed || broken) {
            made.lost();
        } else if (session != null) {
            made.connect(nowNanos);
        }
        return made;
    }

    /** The time of the input that is being handled, for those whom it makes do something. */
    public long now() {
        return now;
    }

    /** When {@link #tick} wants to be called, in the nanoseconds of the caller's clock; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        return sctp == null ? agent.deadline() : Math.min(agent.deadline(), sctp.deadline());
    }

    /** Lets time pass: checks, consent, retirement of old credentials, SCTP. The handshake's timers run by themselves. */
    public void tick(long nowNanos) {
        now = nowNanos;
        agent.tick(nowNanos);
        drain();
        if (sctp != null) {
            sctp.tick(nowNanos);
        }
    }

    /** Ends everything and leaves the demultiplexer. */
    public void close() {
        if (closed) {
            return;
        }
        if (sctp != null) {
            sctp.abort(now);
        }
        if (dtls != null) {
            // First, as it still says goodbye.
            dtls.close();
        }
        closed = true;
        session = null;
        agent.close();
        for (String each : fragments) {
            demux.leave(each, this);
        }
        for (Route each : routes) {
            each.inlet().remove(each);
        }
        fragments.clear();
        routes.clear();
    }

    boolean addressed(StunReader request) {
        return agent.addressed(request);
    }

    int verify(StunReader request, @Nullable IcePath path) {
        return agent.verify(request, path);
    }

    void request(Route route, StunReader request, int generation, long nowNanos) {
        now = nowNanos;
        agent.request(route.path(), request, generation, nowNanos);
        drain();
    }

    void response(Route route, StunReader response, long nowNanos) {
        now = nowNanos;
        agent.response(route.path(), response, nowNanos);
        drain();
    }

    /** A DTLS record, perhaps, from a path that is valid. */
    void handshake(Route route, byte[] buffer, int offset, int length, long nowNanos) {
        now = nowNanos;
        agent.used(route.path(), nowNanos);
        drain();
        if (dtls != null) {
            dtls.receive(buffer, offset, length);
        } else if (closed || broken || !early.add(buffer, offset, length)) {
            demux.drops.early++;
        }
    }

    /** An SRTP or SRTCP packet, perhaps, from a path that is valid. */
    void media(Route route, byte[] buffer, int offset, int length, long nowNanos) {
        now = nowNanos;
        SrtpSession opener = session;
        if (length < SHORTEST_MEDIA) {
            demux.drops.malformed++;
            return;
        }
        if (opener == null) {
            demux.drops.early++;
            return;
        }
        // RFC 5761 §4: what would be payload types 64 to 95 with a marker are RTCP's packet types.
        int second = buffer[offset + 1] & 0xFF;
        boolean rtcp = second >= 192 && second <= 223;
        int opened = rtcp ? opener.openRtcp(buffer, offset, length) : opener.openRtp(buffer, offset, length);
        if (opened < 0) {
            demux.drops.undecryptable++;
            return;
        }
        if (agent.heard(route.path(), nowNanos)) {
            drain();
        }
        if (rtcp) {
            listener.rtcp(buffer, offset, opened, nowNanos);
        } else {
            listener.rtp(buffer, offset, opened, nowNanos);
        }
    }

    void gained(Route route) {
        routes.add(route);
    }

    /** The route is no more: its socket closed, or the address belongs to someone else now. */
    void lost(Route route, long nowNanos) {
        now = nowNanos;
        if (routes.remove(route)) {
            agent.pathClosed(route.path(), nowNanos);
            drain();
        }
    }

    /** Makes the demultiplexer listen for the credentials of now. */
    private void enter() {
        String ufrag = agent.local().ufrag();
        if (!fragments.contains(ufrag)) {
            fragments.add(ufrag);
            demux.enter(ufrag, this);
        }
    }

    /** How long the DTLS handshake took, as far as packets told the time; 0 before it is done. */
    public long handshakeNanos() {
        return handshakeNanos;
    }

    private void associate(Fingerprint expected) {
        DtlsEndpoint made = new DtlsEndpoint(
                config.certificate(),
                setup == Setup.ACTIVE,
                config.profiles(),
                config.srtpEngine(),
                loop,
                this::sendHandshake,
                new Association());
        made.expect(expected);
        dtls = made;
        startWithPath();
    }

    private void startWithPath() {
        if (dtls == null || started || agent.active() == null) {
            return;
        }
        started = true;
        handshakeBegan = now;
        dtls.start();
        for (byte[] each = early.poll(); each != null; each = early.poll()) {
            dtls.receive(each, 0, each.length);
        }
    }

    private void sendHandshake(byte[] buffer, int offset, int length) {
        IcePath path = usable();
        if (path != null) {
            path.path().send(buffer, offset, length);
        }
    }

    /** The path to send on, if we may. */
    private @Nullable IcePath usable() {
        return closed || broken || agent.state() == IceState.FAILED ? null : agent.active();
    }

    /** Acts on what the agent has to say. The listener may close this transport in the middle of it: then there is no more to say. */
    private void drain() {
        for (IceEvent event = agent.poll(); event != null; event = agent.poll()) {
            switch (event) {
                case IceEvent.PathChanged unused -> startWithPath();
                case IceEvent.PathRemoved removed -> remove(removed.path());
                case IceEvent.Retired retired -> {
                    fragments.remove(retired.ufrag());
                    demux.leave(retired.ufrag(), this);
                }
                case IceEvent.Interrupted unused -> {
                    if (announced) {
                        listener.interrupted();
                    }
                }
                case IceEvent.Restored unused -> {
                    if (announced) {
                        listener.restored();
                    }
                }
                case IceEvent.Failed failed -> listener.failed(failed.reason());
            }
        }
        announce();
    }

    private void announce() {
        if (!announced && state() == PeerState.CONNECTED) {
            announced = true;
            handshakeNanos = now - handshakeBegan;
            listener.connected();
        }
    }

    private void remove(IcePath path) {
        for (int i = routes.size() - 1; i >= 0; i--) {
            Route each = routes.get(i);
            if (each.path() == path) {
                routes.remove(i);
                each.inlet().remove(each);
            }
        }
    }

    /** An end that no restart mends. */
    private void fail(String reason) {
        if (closed || broken) {
            return;
        }
        if (dtls != null) {
            dtls.close();
        }
        broken = true;
        session = null;
        if (sctp != null) {
            sctp.lost();
        }
        listener.failed(reason);
    }

    /** What becomes of the handshake. */
    private final class Association implements DtlsListener {
        @Override
        public void connected(SrtpProfile negotiated, SrtpSession keys) {
            if (!closed && !broken) {
                profile = negotiated;
                session = keys;
                announce();
                if (sctp != null) {
                    sctp.connect(now);
                }
            }
        }

        @Override
        public void failed(String reason) {
            fail("dtls_failed: " + reason);
        }

        @Override
        public void data(byte[] buffer, int offset, int length) {
            if (closed || broken) {
                return;
            }
            if (sctp == null) {
                listener.data(buffer, offset, length, now);
            } else {
                sctp.handle(buffer, offset, length, now);
            }
        }

        @Override
        public void closed() {
            // Whether the peer is gone is ICE's to say: who migrates ends the association too, and media does not need
            // it any more. Data channels do.
            if (sctp != null) {
                sctp.lost();
            }
        }
    }
}
