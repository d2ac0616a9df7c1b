package io.sluice.sfu.room;

import io.sluice.rtp.ext.AudioLevel;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.rtcp.Remb;
import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.MediaSection;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.transport.peer.PeerListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client in the room: keeps what it is told, answers the server's offers, and has real transports, which reach the server once it is
 * {@linkplain #connect connected}.
 */
final class RoomClient {
    private final TestRoom room;
    final Admission admission;
    /** Where the client offers. */
    final MemoryLoop.Endpoint publisher;
    /** Where the server offers; null with one peer connection. */
    final MemoryLoop.@Nullable Endpoint subscriber;

    final ClientSections sections = new ClientSections();
    /** Everything it was told, over all its signal connections. */
    final List<RoomEvent> events = new ArrayList<>();
    /** Everybody as it was told of them, by sid; those who left too. */
    final Map<String, ParticipantSnapshot> people = new LinkedHashMap<>();

    final List<Integer> received = new ArrayList<>();

    Signal signal = new Signal();
    String sid = "";
    Predicate<CodecParameters> decodes = _ -> true;
    boolean answersOffers = true;
    private long offerId;
    private int packets;

    /** One signal connection. */
    final class Signal implements EventSink {
        final List<RoomEvent> events = new ArrayList<>();
        boolean ended;

        @Override
        public void event(RoomEvent event) {
            if (ended) {
                throw new AssertionError("told after the end: " + event);
            }
            events.add(event);
            RoomClient.this.events.add(event);
            hear(event);
        }

        @Override
        public void end() {
            if (ended) {
                throw new AssertionError("ended twice");
            }
            ended = true;
        }
    }

    RoomClient(TestRoom room, Admission admission) {
        this.room = room;
        this.admission = admission;
        this.publisher = room.loop.endpoint(true, new Listener());
        this.subscriber = admission.singlePeerConnection() ? null : room.loop.endpoint(false, new Listener());
    }

    private void hear(RoomEvent event) {
        switch (event) {
            case RoomEvent.Joined joined -> {
                sid = joined.self().sid();
                people.put(sid, joined.self());
                joined.others().forEach(this::meet);
            }
            case RoomEvent.Resumed resumed -> resumed.everybody().forEach(this::meet);
            case RoomEvent.ParticipantsChanged changed -> changed.participants().forEach(this::meet);
            case RoomEvent.OfferMade offer -> {
                if (answersOffers) {
                    room.loop.later(() -> answer(offer));
                }
            }
            case RoomEvent.AnswerMade answer -> describe(publisher, answer.description());
            default -> {
                // Tests look for it themselves.
            }
        }
    }

    private void meet(ParticipantSnapshot snapshot) {
        ParticipantSnapshot before = people.put(snapshot.sid(), snapshot);
        if (before != null && before.version() > snapshot.version()) {
            throw new AssertionError("told an older version: " + snapshot);
        }
    }

    private void describe(MemoryLoop.Endpoint endpoint, SessionDescription remote) {
        for (MediaSection section : remote.sections()) {
            if (!section.rejected()
                    && section.ice() != null
                    && section.fingerprint() != null
                    && section.setup() != null) {
                long now = room.loop.nanos();
                endpoint.transport.setRemote(section.ice(), section.fingerprint(), section.setup(), now);
                section.candidates().forEach(c -> endpoint.transport.addRemoteCandidate(c, now));
                return;
            }
        }
    }

    void answer(RoomEvent.OfferMade offer) {
        if (subscriber == null) {
            throw new AssertionError("the server offered to a client with one peer connection");
        }
        describe(subscriber, offer.description());
        SessionDescription answer = ClientSections.answer(offer.description(), subscriber.transport, decodes);
        room.send(new RoomCommand.Answer(sid, answer, offer.id()));
    }

    /** Offers its sections as they are now, and takes the answer. */
    RoomEvent.AnswerMade offer() {
        int before = told(RoomEvent.AnswerMade.class).size();
        room.send(new RoomCommand.Offer(sid, sections.offer(publisher.transport), ++offerId));
        List<RoomEvent.AnswerMade> answers = told(RoomEvent.AnswerMade.class);
        if (answers.size() != before + 1) {
            throw new AssertionError("no answer to an offer");
        }
        return answers.getLast();
    }

    /** Announces a camera with one layer, offers its section, and gives the track's sid. */
    String publishCamera(String cid) {
        String track = announce(Wishes.camera(cid));
        sections.send(MediaKind.VIDEO, cid, List.of(), 0x1000 + cid.hashCode() % 0x1000);
        offer();
        return track;
    }

    /** Announces a microphone, offers its section, and gives the track's sid. */
    String publishMicrophone(String cid) {
        String track = announce(Wishes.microphone(cid));
        sections.send(MediaKind.AUDIO, cid, List.of(), 0x2000 + cid.hashCode() % 0x1000);
        offer();
        return track;
    }

    /** Announces a track that is accepted, and gives its sid. */
    String announce(io.sluice.sfu.publish.TrackRequest wish) {
        room.send(new RoomCommand.AddTrack(sid, wish));
        RoomEvent.TrackPublished published = last(RoomEvent.TrackPublished.class);
        if (!published.cid().equals(wish.cid())) {
            throw new AssertionError("not accepted: " + wish);
        }
        return published.track().sid();
    }

    /** Lets packets through and waits until the room calls it active. */
    RoomClient connect() {
        plug(true);
        if (!admission.subscriberPrimary()) {
            if (told(RoomEvent.AnswerMade.class).isEmpty()) {
                sections.data();
                offer();
            }
        }
        MemoryLoop.Endpoint primary = admission.subscriberPrimary() && subscriber != null ? subscriber : publisher;
        room.loop.until(
                admission.identity() + " is active",
                () -> self().state() == ParticipantState.ACTIVE && primary.transport.writable());
        return this;
    }

    /** Connects where the client offers, too. */
    RoomClient connectBoth() {
        connect();
        if (told(RoomEvent.AnswerMade.class).isEmpty()) {
            sections.data();
            offer();
        }
        room.loop.until(admission.identity() + " can send", publisher.transport::writable);
        return this;
    }

    /** Plugs the network in, or pulls it out. */
    void plug(boolean in) {
        publisher.plugged = in;
        if (subscriber != null) {
            subscriber.plugged = in;
        }
    }

    /** Comes back with a new signal connection. */
    Signal resume() {
        signal = new Signal();
        room.send(new RoomCommand.Resume(admission.identity(), signal));
        return signal;
    }

    void loseSignal() {
        room.send(new RoomCommand.SignalLost(sid, signal));
    }

    /** Sends 20 ms of speech on a microphone's section; level 127 is silence. */
    void speak(String mid, long ssrc, int level) {
        byte[] packet = new byte[200];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(packet, 0, packet.length, true, false, ClientSections.OPUS, packets, packets * 960, (int) ssrc);
        byte[] name = mid.getBytes(StandardCharsets.US_ASCII);
        header.extension(ClientSections.MID, name, 0, name.length);
        AudioLevel.write(packet, header.extension(ClientSections.AUDIO_LEVEL, AudioLevel.SIZE), level, level < 127);
        packets++;
        publisher.transport.sendRtp(packet, 0, header.finish() + 20);
    }

    /** Sends a small key frame of one packet on a camera's section. */
    void film(String mid, long ssrc, int bytes) {
        byte[] packet = new byte[bytes + 100];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(packet, 0, packet.length, true, true, ClientSections.VP8, packets, packets * 3_000, (int) ssrc);
        byte[] name = mid.getBytes(StandardCharsets.US_ASCII);
        header.extension(ClientSections.MID, name, 0, name.length);
        int at = header.finish();
        packet[at] = 0x10;
        packets++;
        publisher.transport.sendRtp(packet, 0, at + bytes);
    }

    /** Reports how much its line carries. */
    void estimates(long bitsPerSecond) {
        if (subscriber == null) {
            throw new AssertionError("receives where it sends");
        }
        byte[] packet = new byte[200];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(packet, 0, 100);
        Remb.write(writer, 1, bitsPerSecond, new int[0], 0);
        subscriber.transport.sendRtcp(packet, 0, writer.length());
    }

    <E extends RoomEvent> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends RoomEvent> E last(Class<E> kind) {
        List<E> all = told(kind);
        if (all.isEmpty()) {
            throw new AssertionError(admission.identity() + " was not told " + kind.getSimpleName());
        }
        return all.getLast();
    }

    /** Forgets what it was told so far. */
    void forget() {
        events.clear();
    }

    ParticipantSnapshot self() {
        return known(sid);
    }

    /** Somebody as it was told last. */
    ParticipantSnapshot known(String participant) {
        ParticipantSnapshot snapshot = people.get(participant);
        if (snapshot == null) {
            throw new AssertionError(admission.identity() + " does not know " + participant);
        }
        return snapshot;
    }

    private final class Listener implements PeerListener {
        @Override
        public void connected() {
            // Tests ask the transport.
        }

        @Override
        public void interrupted() {
            // Tests ask the transport.
        }

        @Override
        public void restored() {
            // Tests ask the transport.
        }

        @Override
        public void failed(String reason) {
            // Tests ask the transport.
        }

        @Override
        public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
            received.add(length);
        }

        @Override
        public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
            // Reports say nothing about the room.
        }

        @Override
        public void data(byte[] buffer, int offset, int length, long nowNanos) {
            // Channels belong to the scripted clients of other tests.
        }
    }

    /** The sections that the last offer to it has for a track. */
    List<String> sectionsOf(String track) {
        RoomEvent.OfferMade offer = last(RoomEvent.OfferMade.class);
        return offer.description().sections().stream()
                .filter(s -> track.equals(offer.tracks().get(s.mid())))
                .map(MediaSection::mid)
                .toList();
    }
}
