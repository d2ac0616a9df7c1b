package io.sluice.server.node;

import io.sluice.rtp.ext.AudioLevel;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.sfu.negotiate.Direction;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.signaling.sdp.SdpOrigin;
import io.sluice.signaling.sdp.SdpWriter;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A peer connection of a {@link RehearsalClient}. */
final class RehearsalPeer implements PeerListener {
    static final String MICROPHONE = "rehearsal-microphone";
    static final String CAMERA = "rehearsal-camera";

    private static final String OFFER = text("rehearsal-offer.sdp");
    /** What only who sends says of a section. */
    private static final List<String> OF_SENDERS = List.of("a=msid:", "a=ssrc:", "a=rid:", "a=simulcast:");

    private static final int AUDIO_TYPE = 111;
    private static final int VIDEO_TYPE = 96;
    private static final int AUDIO_LEVEL_ID = 1;
    private static final int MID_ID = 4;
    private static final int RID_ID = 10;
    private static final int PAYLOAD = 100;
    private static final int PACKET = 300;
    /** The payload descriptor and the header of a key frame of 320 by 180 (RFC 7741 §4.2, RFC 6386 §9.1). */
    private static final byte[] KEY_FRAME = {0x10, 0x10, 0, 0, (byte) 0x9d, 1, 0x2a, 0x40, 1, (byte) 0xb4, 0};

    private final RehearsalLoop loop;
    private final PeerTransport transport;
    private final Inlet socket;
    private boolean connected;
    private int received;
    private int sent;

    /** @param offers whether the client makes the offers on it */
    RehearsalPeer(RehearsalLoop loop, DtlsCertificate certificate, RandomGenerator random, boolean offers) {
        this.loop = loop;
        InetSocketAddress address = loop.join(this);
        Demux demux = new Demux();
        socket = demux.udp(loop.from(address));
        transport = new PeerTransport(
                new PeerConfig(
                        certificate,
                        IceMode.FULL,
                        offers,
                        HostCandidates.of(List.of(address), List.of()),
                        List.of(SrtpProfile.values()),
                        SrtpEngine.JDK,
                        DtlsRole.ACTIVE),
                demux,
                this,
                loop.executor(),
                random);
    }

    private static String text(String name) {
        try (InputStream in = RehearsalPeer.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser's offer to send a microphone and a camera in three layers, or to receive one of each. */
    String offer(boolean sends) {
        String text = OFFER.replace("{ufrag}", transport.localIce().ufrag())
                .replace("{pwd}", transport.localIce().password())
                .replace(
                        "{fingerprint}",
                        transport.localFingerprint().algorithm() + " "
                                + transport.localFingerprint().value())
                .replace("{microphone}", MICROPHONE)
                .replace("{camera}", CAMERA);
        return sends
                ? text
                : text.replace("a=sendonly", "a=recvonly")
                        .lines()
                        .filter(line -> OF_SENDERS.stream().noneMatch(line::startsWith))
                        .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** An answer that takes everything the server offers. */
    String answer(SessionDescription offer) {
        List<MediaSection> sections = new ArrayList<>();
        for (MediaSection section : offer.sections()) {
            boolean data = section.kind() == MediaKind.APPLICATION;
            sections.add(new MediaSection(
                    section.mid(),
                    section.kind(),
                    section.protocol(),
                    false,
                    data ? Direction.SENDRECV : section.direction().sends() ? Direction.RECVONLY : Direction.INACTIVE,
                    section.codecs(),
                    section.extensions(),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    transport.localIce(),
                    transport.localFingerprint(),
                    transport.localSetup(),
                    List.of(),
                    false,
                    true,
                    section.sctp()));
        }
        return SdpWriter.write(
                new SessionDescription(false, sections, offer.bundle(), true, false), new SdpOrigin(1, 1));
    }

    /** Takes what the server says of itself. */
    void remote(SessionDescription description) {
        for (MediaSection section : description.sections()) {
            if (section.ice() != null && section.fingerprint() != null && section.setup() != null) {
                transport.setRemote(section.ice(), section.fingerprint(), section.setup(), loop.nanos());
                section.candidates().forEach(each -> transport.addRemoteCandidate(each, loop.nanos()));
                return;
            }
        }
    }

    /** Sends a word and a key frame of each layer. */
    void speak() {
        sent++;
        byte[] buffer = new byte[PACKET];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(buffer, 0, PACKET, true, false, AUDIO_TYPE, sent, sent * 960, 1001);
        name(header, MID_ID, "1");
        AudioLevel.write(buffer, header.extension(AUDIO_LEVEL_ID, AudioLevel.SIZE), 20, true);
        transport.sendRtp(buffer, 0, header.finish() + PAYLOAD);
        int ssrc = 2000;
        for (String rid : List.of("q", "h", "f")) {
            buffer = new byte[PACKET];
            header.begin(buffer, 0, PACKET, true, true, VIDEO_TYPE, sent, sent * 3000, ++ssrc);
            name(header, MID_ID, "2");
            name(header, RID_ID, rid);
            int payload = header.finish();
            System.arraycopy(KEY_FRAME, 0, buffer, payload, KEY_FRAME.length);
            transport.sendRtp(buffer, 0, payload + PAYLOAD);
        }
    }

    private static void name(RtpHeaderWriter header, int id, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        header.extension(id, bytes, 0, bytes.length);
    }

    boolean isConnected() {
        return connected;
    }

    /** Packets of media. */
    int received() {
        return received;
    }

    PeerTransport transport() {
        return transport;
    }

    void receive(InetSocketAddress from, byte[] datagram, int length, long now) {
        socket.receive(from, datagram, 0, length, now);
    }

    void tick(long now) {
        if (transport.deadline() <= now) {
            transport.tick(now);
        }
    }

    void close() {
        transport.close();
        loop.leave(this);
    }

    @Override
    public void connected() {
        connected = true;
    }

    @Override
    public void interrupted() {
        // Nothing here lasts so long.
    }

    @Override
    public void restored() {
        // See above.
    }

    @Override
    public void failed(String reason) {
        // It is missed by whoever waits for the connection.
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        received++;
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        // Reports are not answered.
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        // Nobody opens a channel.
    }
}
