package io.sluice.testkit.client;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.EventSink;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.SessionDescription;
import io.sluice.sfu.publish.DataTrackWish;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.shard.Shard;
import io.sluice.sfu.subscribe.Demand;
import io.sluice.testkit.media.MediaReceiver;
import io.sluice.testkit.media.MediaSender;
import io.sluice.testkit.media.ScriptedListener;
import io.sluice.testkit.media.ScriptedMicrophone;
import io.sluice.testkit.media.ScriptedPublisher;
import io.sluice.testkit.media.ScriptedSubscriber;
import io.sluice.testkit.net.SimulatedNetwork;
import io.sluice.testkit.node.AccessLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole client of a room: signals, negotiates, connects, publishes and receives, as a browser with dynacast does. What it is asked to do
 * takes the time that messages and handshakes take; let the network run, or await the outcome.
 */
public final class ScriptedClient {
    private static final List<String> RIDS = List.of("q", "h", "f");
    /** Sections to receive on that a client with one peer connection offers at first, of each kind. */
    private static final int PREPARED_SECTIONS = 3;

    private static final long RESUME_PAUSE_NANOS = 300_000_000L;

    private final Shard room;
    private final Admission admission;
    private final AccessLink access;
    private final SimulatedNetwork network;
    private final Random random;
    private final ScriptedConnection publisher;
    private final @Nullable ScriptedConnection subscriber;
    private final List<RoomEvent> events = new ArrayList<>();
    private final Map<String, ParticipantSnapshot> people = new LinkedHashMap<>();
    private final Map<String, LocalTrack> published = new LinkedHashMap<>();
    private final Map<String, MediaReceiver> receivers = new HashMap<>();
    private final Set<String> receiving = new HashSet<>();
    private final Map<String, List<byte[]>> data = new HashMap<>();
    private Signal signal = new Signal();
    private String sid = "";
    private boolean offering;
    private boolean offerDue;
    private long offerId;

    /** A track of this client: how it is announced, and what sends it. */
    private final class LocalTrack {
        final String cid;
        final MediaKind kind;
        String sid = "";
        String mid = "";

        @Nullable
        MediaSender sender;

        LocalTrack(String cid, MediaKind kind) {
            this.cid = cid;
            this.kind = kind;
        }

        void start() {
            mid = publisher.nextMid();
            if (kind == MediaKind.VIDEO) {
                ScriptedPublisher camera = new ScriptedPublisher(random, mid, RIDS, network.now());
                sender = camera;
                publisher.addSending(kind, cid, RIDS, 0, camera);
            } else {
                ScriptedMicrophone microphone = new ScriptedMicrophone(random, mid, network.now());
                sender = microphone;
                publisher.addSending(kind, cid, List.of(), microphone.ssrc(), microphone);
            }
            negotiate();
        }
    }

    /** One signal connection. */
    private final class Signal implements EventSink {
        private boolean ended;

        @Override
        public void event(RoomEvent event) {
            access.signal(() -> {
                if (!ended && signal == this) {
                    events.add(event);
                    hear(event);
                }
            });
        }

        @Override
        public void end() {
            access.signal(() -> ended = true);
        }
    }

    /**
     * A client that is about to join.
     *
     * @param access its network
     * @param seed of its media
     */
    public ScriptedClient(Shard room, Admission admission, AccessLink access, long seed) {
        this.room = room;
        this.admission = admission;
        this.access = access;
        this.network = access.node().network();
        this.random = new Random(seed);
        Received tracks = new Received();
        ScriptedChannels.Inbox inbox = (label, message) ->
                data.computeIfAbsent(label, _ -> new ArrayList<>()).add(message);
        this.publisher = new ScriptedConnection(access, true, random, tracks, inbox);
        this.subscriber =
                admission.singlePeerConnection() ? null : new ScriptedConnection(access, false, random, tracks, inbox);
        Signal first = signal;
        command(new RoomCommand.Join(admission, first));
    }

    /** What arrives, by track; the last receiver of a track stays readable after its end. */
    private final class Received implements ScriptedConnection.Tracks {
        @Override
        public void added(String track, MediaReceiver receiver) {
            receivers.put(track, receiver);
            receiving.add(track);
        }

        @Override
        public void removed(String track) {
            receiving.remove(track);
        }
    }

    private void command(RoomCommand command) {
        access.signal(() -> {
            if (!room.offer(command)) {
                throw new AssertionError("mailbox full");
            }
        });
    }

    private void hear(RoomEvent event) {
        switch (event) {
            case RoomEvent.Joined joined -> {
                sid = joined.self().sid();
                meet(joined.self());
                joined.others().forEach(this::meet);
                prepare();
            }
            case RoomEvent.Resumed resumed -> {
                resumed.everybody().forEach(this::meet);
                resynchronize();
            }
            case RoomEvent.Left left -> {
                if (left.action() == RoomEvent.Left.Action.RESUME) {
                    network.later(RESUME_PAUSE_NANOS, this::resume);
                }
            }
            case RoomEvent.ParticipantsChanged changed -> changed.participants().forEach(this::meet);
            case RoomEvent.TrackPublished accepted -> {
                LocalTrack track = published.get(accepted.cid());
                if (track != null) {
                    track.sid = accepted.track().sid();
                    track.start();
                }
            }
            case RoomEvent.AnswerMade answer -> answered(answer);
            case RoomEvent.OfferMade offer -> {
                if (subscriber == null) {
                    throw new AssertionError("the server offers to a client with one peer connection");
                }
                SessionDescription answer = subscriber.answer(offer.description(), offer.tracks());
                command(new RoomCommand.Answer(sid, answer, offer.id()));
            }
            case RoomEvent.SectionsNeeded needed -> {
                publisher.addReceiving(MediaKind.AUDIO, needed.audio());
                publisher.addReceiving(MediaKind.VIDEO, needed.video());
                negotiate();
            }
            case RoomEvent.LayerDemanded demanded -> adapt(demanded);
            default -> {
                // Scenarios look for it themselves.
            }
        }
    }

    private void meet(ParticipantSnapshot snapshot) {
        people.put(snapshot.sid(), snapshot);
    }

    /** The first offer: data channels, and with one peer connection sections to receive on. */
    private void prepare() {
        if (subscriber == null) {
            publisher.addReceiving(MediaKind.AUDIO, PREPARED_SECTIONS);
            publisher.addReceiving(MediaKind.VIDEO, PREPARED_SECTIONS);
        }
        publisher.addData();
        negotiate();
    }

    private void negotiate() {
        offerDue = true;
        if (!offering) {
            offerDue = false;
            offering = true;
            command(new RoomCommand.Offer(sid, publisher.offer(), ++offerId));
        }
    }

    private void answered(RoomEvent.AnswerMade answer) {
        offering = false;
        publisher.take(answer.description(), answer.tracks());
        if (offerDue) {
            negotiate();
        }
    }

    private void adapt(RoomEvent.LayerDemanded demanded) {
        for (LocalTrack track : published.values()) {
            if (track.sid.equals(demanded.track()) && track.sender instanceof ScriptedPublisher camera) {
                for (int layer = 0; layer < RIDS.size(); layer++) {
                    camera.setActive(layer, layer <= demanded.highest().rank());
                }
            }
        }
    }

    /** Comes back with a new signal connection to the session that is still there. */
    public void resume() {
        signal = new Signal();
        Signal next = signal;
        command(new RoomCommand.Resume(admission.identity(), next));
    }

    private void resynchronize() {
        Set<String> tracks = new HashSet<>();
        published.values().forEach(t -> tracks.add(t.sid));
        tracks.remove("");
        command(new RoomCommand.SyncState(sid, tracks, Set.of(), Set.of(), !admission.autoSubscribe()));
        publisher.restartIce();
        offering = false;
        negotiate();
    }

    /** Publishes a camera with three simulcast layers under that id. */
    public void publishCamera(String cid) {
        publish(new LocalTrack(cid, MediaKind.VIDEO), Wishes.camera(cid));
    }

    /** Publishes a microphone under that id. */
    public void publishMicrophone(String cid) {
        publish(new LocalTrack(cid, MediaKind.AUDIO), Wishes.microphone(cid));
    }

    private void publish(LocalTrack track, TrackRequest wish) {
        published.put(track.cid, track);
        command(new RoomCommand.AddTrack(sid, wish));
    }

    /** Ends a track. */
    public void unpublish(String cid) {
        LocalTrack track = published.remove(cid);
        if (track != null && track.sender != null) {
            publisher.stopSending(track.mid, track.sender);
            negotiate();
        }
    }

    /** Mutes or unmutes a track, and says so. */
    public void mute(String cid, boolean muted) {
        LocalTrack track = local(cid);
        if (track.sender != null) {
            track.sender.pause(muted);
        }
        command(new RoomCommand.Mute(sid, track.sid, muted));
    }

    /** Says what it wants of a track it receives. */
    public void want(String track, Demand demand) {
        command(new RoomCommand.TrackSettings(sid, Set.of(track), demand));
    }

    /** Subscribes to a track, or ends that. */
    public void subscribe(String track, boolean wanted) {
        command(new RoomCommand.Subscribe(sid, Set.of(track), wanted));
    }

    /** Sends a message on the channel of that label, as soon as there is one with room. */
    public void sendData(String label, byte[] message) {
        publisher.channels().send(label, message, network.now());
    }

    /** How many of its messages have not found room yet. */
    public int dataWaiting() {
        return publisher.channels().waiting();
    }

    /** The messages that came on channels of that label, in order. */
    public List<byte[]> data(String label) {
        return data.getOrDefault(label, List.of());
    }

    /** Takes data from its channels, or leaves it there. */
    public void readData(boolean on) {
        publisher.channels().read(on, network.now());
        if (subscriber != null) {
            subscriber.channels().read(on, network.now());
        }
    }

    /** Opens a channel where the client offers. */
    public void openChannel(String label) {
        publisher.channels().open(label, network.now());
    }

    /** Closes such a channel. */
    public void closeChannel(String label) {
        publisher.channels().close(label, network.now());
    }

    /** Announces a data track. */
    public void publishDataTrack(int handle, String name) {
        command(new RoomCommand.PublishDataTrack(sid, new DataTrackWish(handle, name, Encryption.NONE, null, null)));
    }

    /** Ends a data track. */
    public void unpublishDataTrack(int handle) {
        command(new RoomCommand.UnpublishDataTrack(sid, handle));
    }

    /** Subscribes to a data track, or ends that. */
    public void subscribeData(String track, boolean wanted) {
        command(new RoomCommand.SubscribeData(sid, Map.of(track, wanted)));
    }

    /** Leaves for good. */
    public void leave() {
        command(new RoomCommand.Leave(sid, DisconnectReason.CLIENT_INITIATED));
        publisher.close();
        if (subscriber != null) {
            subscriber.close();
        }
    }

    private LocalTrack local(String cid) {
        LocalTrack track = published.get(cid);
        if (track == null) {
            throw new IllegalArgumentException("not published: " + cid);
        }
        return track;
    }

    /** Its network. */
    public AccessLink access() {
        return access;
    }

    /** Its session's id; empty before it is let in. */
    public String sid() {
        return sid;
    }

    /** Everything it was told, in order. */
    public List<RoomEvent> events() {
        return events;
    }

    /** Everybody as it was told of them last, by sid. */
    public Map<String, ParticipantSnapshot> people() {
        return people;
    }

    /** Whether the room calls it active and it can send. */
    public boolean connected() {
        ParticipantSnapshot self = people.get(sid);
        return self != null
                && self.state() == ParticipantState.ACTIVE
                && publisher.writable()
                && (subscriber == null || subscriber.writable());
    }

    /** Whether that track of its own is published. */
    public boolean publishes(String cid) {
        LocalTrack track = published.get(cid);
        ParticipantSnapshot self = people.get(sid);
        return track != null
                && self != null
                && self.tracks().stream().anyMatch(t -> t.sid().equals(track.sid));
    }

    /** The sid of a track of its own. */
    public String track(String cid) {
        return local(cid).sid;
    }

    /** What sends a camera of its own. */
    public ScriptedPublisher camera(String cid) {
        if (local(cid).sender instanceof ScriptedPublisher camera) {
            return camera;
        }
        throw new IllegalArgumentException("no camera: " + cid);
    }

    /** What sends a microphone of its own. */
    public ScriptedMicrophone microphone(String cid) {
        if (local(cid).sender instanceof ScriptedMicrophone microphone) {
            return microphone;
        }
        throw new IllegalArgumentException("no microphone: " + cid);
    }

    /** The tracks it receives now. */
    public Set<String> receiving() {
        return receiving;
    }

    /** What receives, or last received, the pictures of a track. */
    public ScriptedSubscriber video(String track) {
        if (receivers.get(track) instanceof ScriptedSubscriber video) {
            return video;
        }
        throw new IllegalArgumentException("no pictures of " + track);
    }

    /** What receives, or last received, the sound of a track. */
    public ScriptedListener audio(String track) {
        if (receivers.get(track) instanceof ScriptedListener audio) {
            return audio;
        }
        throw new IllegalArgumentException("no sound of " + track);
    }

    /** Packets of streams that no description spoke of. */
    public long strayPackets() {
        return publisher.strayPackets() + (subscriber == null ? 0 : subscriber.strayPackets());
    }
}
