package io.sluice.server.node;

import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.signaling.livekit.ConnectParameters;
import io.sluice.signaling.livekit.Decoded;
import io.sluice.signaling.livekit.SignalChannel;
import io.sluice.signaling.livekit.SignalCodec;
import io.sluice.signaling.livekit.SignalSession;
import io.sluice.signaling.proto.AddTrackRequest;
import io.sluice.signaling.proto.ClientInfo;
import io.sluice.signaling.proto.ConnectionSettings;
import io.sluice.signaling.proto.JoinRequest;
import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.SignalTarget;
import io.sluice.signaling.proto.TrackSource;
import io.sluice.signaling.proto.TrackType;
import io.sluice.signaling.proto.TrickleRequest;
import io.sluice.signaling.proto.VideoLayer;
import io.sluice.signaling.proto.VideoQuality;
import io.sluice.signaling.proto.WrappedJoinRequest;
import io.sluice.signaling.sdp.SdpException;
import io.sluice.signaling.sdp.SdpReader;
import io.sluice.transport.dtls.DtlsCertificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An imaginary client on the far end of a signal connection: it does what a browser does in the first second of a meeting. Its messages go
 * through the codec both ways.
 */
final class RehearsalClient implements SignalChannel {
    private static final int PROTOCOL = 17;

    private final RehearsalLoop loop;
    private final boolean single;
    private final boolean publishes;
    /** Where it offers; with one peer connection the only one. */
    private final RehearsalPeer publisher;
    /** Where the server offers. */
    private final @Nullable RehearsalPeer subscriber;

    private @Nullable SignalSession session;
    private boolean joined;
    private boolean closed;
    private int offers;

    RehearsalClient(
            RehearsalLoop loop,
            DtlsCertificate certificate,
            RandomGenerator random,
            boolean single,
            boolean publishes) {
        this.loop = loop;
        this.single = single;
        this.publishes = publishes;
        this.publisher = new RehearsalPeer(loop, certificate, random, true);
        this.subscriber = single ? null : new RehearsalPeer(loop, certificate, random, false);
    }

    /** Whether it has one peer connection, as it then says in a request of protocol v1. */
    boolean single() {
        return single;
    }

    /** The parameters of its URL. */
    ConnectParameters parameters() {
        if (!single) {
            return Map.of("sdk", "js", "version", "2.15.0", "protocol", "16", "auto_subscribe", "1")::get;
        }
        JoinRequest.Builder request = JoinRequest.newBuilder()
                .setClientInfo(ClientInfo.newBuilder()
                        .setSdk(ClientInfo.SDK.JS)
                        .setVersion("2.23.0")
                        .setProtocol(PROTOCOL))
                .setConnectionSettings(ConnectionSettings.newBuilder().setAutoSubscribe(true))
                .setPublisherOffer(offer());
        if (publishes) {
            request.addAddTrackRequests(microphone()).addAddTrackRequests(camera());
        }
        String wrapped = Base64.getUrlEncoder()
                .encodeToString(WrappedJoinRequest.newBuilder()
                        .setJoinRequest(request.build().toByteString())
                        .build()
                        .toByteArray());
        return Map.of("join_request", wrapped)::get;
    }

    private io.sluice.signaling.proto.SessionDescription offer() {
        return io.sluice.signaling.proto.SessionDescription.newBuilder()
                .setType("offer")
                .setSdp(publisher.offer(publishes))
                .setId(++offers)
                .build();
    }

    private static AddTrackRequest.Builder microphone() {
        return AddTrackRequest.newBuilder()
                .setCid(RehearsalPeer.MICROPHONE)
                .setName("microphone")
                .setType(TrackType.AUDIO)
                .setSource(TrackSource.MICROPHONE);
    }

    private static AddTrackRequest.Builder camera() {
        AddTrackRequest.Builder camera = AddTrackRequest.newBuilder()
                .setCid(RehearsalPeer.CAMERA)
                .setName("camera")
                .setType(TrackType.VIDEO)
                .setSource(TrackSource.CAMERA)
                .setWidth(1280)
                .setHeight(720);
        int width = 320;
        for (VideoQuality quality : List.of(VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH)) {
            camera.addLayers(VideoLayer.newBuilder()
                    .setQuality(quality)
                    .setWidth(width)
                    .setHeight(width * 9 / 16)
                    .setBitrate(width * 1000));
            width *= 2;
        }
        return camera;
    }

    /** Comes in over a session on this channel. */
    void begin(SignalSession begun) {
        session = begun;
        begun.start();
    }

    private void say(SignalRequest.Builder message) {
        SignalSession current = session;
        if (current != null
                && SignalCodec.decodeRequest(SignalCodec.encode(message.build()))
                        instanceof Decoded.Read<SignalRequest>(SignalRequest read)) {
            loop.signalThread().execute(() -> current.receive(read));
        }
    }

    @Override
    public ScheduledExecutorService executor() {
        return loop.signalThread();
    }

    @Override
    public void send(SignalResponse message) {
        if (SignalCodec.decodeResponse(SignalCodec.encode(message))
                instanceof Decoded.Read<SignalResponse>(SignalResponse read)) {
            try {
                hear(read);
            } catch (SdpException e) {
                throw new IllegalStateException("we cannot read what we write", e);
            }
        }
    }

    private void hear(SignalResponse message) throws SdpException {
        switch (message.getMessageCase()) {
            case JOIN -> {
                joined = true;
                if (!single) {
                    if (publishes) {
                        say(SignalRequest.newBuilder().setAddTrack(microphone()));
                        say(SignalRequest.newBuilder().setAddTrack(camera()));
                    }
                    say(SignalRequest.newBuilder().setOffer(offer()));
                }
                trickle(publisher, SignalTarget.PUBLISHER);
                if (subscriber != null) {
                    trickle(subscriber, SignalTarget.SUBSCRIBER);
                }
            }
            case ANSWER ->
                publisher.remote(SdpReader.readAnswer(message.getAnswer().getSdp()));
            case OFFER -> {
                if (subscriber != null) {
                    SessionDescription offer =
                            SdpReader.readOffer(message.getOffer().getSdp());
                    subscriber.remote(offer);
                    say(SignalRequest.newBuilder()
                            .setAnswer(io.sluice.signaling.proto.SessionDescription.newBuilder()
                                    .setType("answer")
                                    .setSdp(subscriber.answer(offer))
                                    .setId(message.getOffer().getId())));
                }
            }
            case MEDIA_SECTIONS_REQUIREMENT -> say(SignalRequest.newBuilder().setOffer(offer()));
            default -> {
                // Browsers show it to people.
            }
        }
    }

    private void trickle(RehearsalPeer peer, SignalTarget target) {
        peer.transport()
                .localCandidates()
                .forEach(each -> say(SignalRequest.newBuilder()
                        .setTrickle(TrickleRequest.newBuilder()
                                .setTarget(target)
                                .setCandidateInit(SignalCodec.encodeCandidate(
                                        each,
                                        "0",
                                        0,
                                        peer.transport().localIce().ufrag())))));
    }

    /** Whether the room let it in. */
    boolean isJoined() {
        return joined;
    }

    /** Whether all its peer connections are connected. */
    boolean isConnected() {
        return publisher.isConnected() && (subscriber == null || subscriber.isConnected());
    }

    /** Packets of media it was forwarded. */
    int received() {
        return (subscriber == null ? publisher : subscriber).received();
    }

    void speak() {
        publisher.speak();
    }

    void leave() {
        say(SignalRequest.newBuilder().setLeave(LeaveRequest.newBuilder()));
    }

    /** Whether the server closed the connection. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        SignalSession current = session;
        session = null;
        if (current != null) {
            current.lost();
        }
        publisher.close();
        if (subscriber != null) {
            subscriber.close();
        }
    }
}
