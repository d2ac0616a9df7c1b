package io.sluice.sfu.room;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.ParticipantState;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.control.RoomSnapshot;
import io.sluice.sfu.data.DataRouter;
import io.sluice.sfu.forward.Forwards;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.negotiate.CodecCatalog;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.participant.RoomSide;
import io.sluice.sfu.participant.Sids;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.track.MediaSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The truth about one room: who is in it, what they publish, who receives what. Single-threaded; the only way in is {@link #handle} and
 * {@link #tick}, both called by the room's shard.
 */
public final class Room implements RoomSide {
    private static final Logger log = LoggerFactory.getLogger(Room.class);

    /** Frames that the server makes itself end with it, so that decryptors can tell them apart. */
    private static final int TRAILER_LENGTH = 43;

    private final String name;
    private final String sid;
    private RoomPolicy policy;
    private final MediaSettings mediaSettings;
    private final CodecCatalog catalog;
    private final Sids sids;
    private final RandomGenerator random;
    private final TransportFactory transports;
    private final LongSupplier wallMicros;
    private final RoomObserver observer;
    private final MediaCounters counters;
    private final long createdAtMillis;
    private final byte[] trailer;
    private final DataRouter data;
    private final Members members;
    private final Announcements announcements = new Announcements();
    private final Observations observations;
    private final Measurements measurements;
    private final Distribution tracks;
    private final Forwards forwards;
    private final Simulations simulations;
    private final Commands commands;
    private final RoomUpdates updates;
    private String metadata;
    /** For other threads. */
    private volatile RoomSnapshot latest;

    private long nowNanos;

    /**
     * @param name people join by it
     * @param metadata free text from its creator
     * @param policy its rules
     * @param mediaSettings those of the node
     * @param transports of the loop it lives on
     * @param random unguessable
     * @param wallMicros wall clock, microseconds of the epoch
     * @param observer told what happens
     * @param counters of the loop it lives on
     * @param nowNanos the loop's time
     */
    public Room(
            String name,
            String metadata,
            RoomPolicy policy,
            MediaSettings mediaSettings,
            TransportFactory transports,
            RandomGenerator random,
            LongSupplier wallMicros,
            RoomObserver observer,
            MediaCounters counters,
            long nowNanos) {
        this.name = name;
        this.metadata = metadata;
        this.policy = policy;
        this.mediaSettings = mediaSettings;
        this.catalog =
                new CodecCatalog(policy.enabledCodecs(), policy.playoutDelay().enabled());
        this.sids = new Sids(random);
        this.sid = sids.room();
        this.random = random;
        this.transports = transports;
        this.wallMicros = wallMicros;
        this.observer = observer;
        this.counters = counters;
        this.createdAtMillis = wallMicros.getAsLong() / 1_000;
        this.trailer = sids.text(TRAILER_LENGTH).getBytes(StandardCharsets.US_ASCII);
        this.nowNanos = nowNanos;
        this.data = new DataRouter(name, mediaSettings.data(), counters);
        this.members = new Members(this, nowNanos);
        this.observations = new Observations(members, mediaSettings, counters, nowNanos);
        this.measurements = new Measurements(members, counters, nowNanos);
        this.tracks = new Distribution(this, members, observations, measurements);
        this.forwards = new Forwards(name);
        this.simulations = new Simulations(this, members);
        this.commands = new Commands(this, members, simulations);
        this.updates = new RoomUpdates(this, members, nowNanos);
        this.latest = snapshot();
    }

    /** People join by it. */
    public String name() {
        return name;
    }

    /** The id of this life of the room. */
    public String sid() {
        return sid;
    }

    /** Whether it has ended: nobody can join any more, and its shard can go. */
    public boolean closed() {
        return members.closed();
    }

    /** Called once on the loop, before anything else. */
    public void begin() {
        observe(new RoomFact.RoomStarted(snapshot()));
    }

    /** Those of its participants that are in other rooms, too. */
    Forwards forwards() {
        return forwards;
    }

    void observe(RoomFact fact) {
        if (fact instanceof RoomFact.RoomFinished) {
            measurements.closed();
        }
        observer.observed(fact);
    }

    /** Does what was asked, and tells those concerned. */
    public void handle(RoomCommand command, long now) {
        nowNanos = now;
        commands.handle(command, now);
        if (now >= announcements.deadline()) {
            flushChanges();
        }
    }

    String metadata() {
        return metadata;
    }

    /** Its facts and rules change, and everybody hears of it. */
    void change(String newMetadata, RoomPolicy newPolicy) {
        metadata = newMetadata;
        policy = newPolicy;
        renewed();
        updates.changed();
    }

    /** The room as it was after the latest change of its facts or of who is in it; from any thread. */
    public RoomSnapshot latest() {
        return latest;
    }

    /** Lets time pass for everything in the room. */
    public void tick(long now) {
        nowNanos = now;
        for (Participant who : members.copy()) {
            if (who.state() != ParticipantState.DISCONNECTED) {
                who.links().tick(now);
                who.subscribing().tick(now);
            }
        }
        data.tick(now);
        observations.tick(now);
        measurements.tick(now);
        forwards.tick(now);
        simulations.tick(now);
        updates.tick(now);
        members.tick(now);
        if (now >= announcements.deadline()) {
            flushChanges();
        }
    }

    /** The room as its participants are told of it. */
    public RoomSnapshot snapshot() {
        int participants = 0;
        int publishers = 0;
        boolean recording = false;
        for (Participant who : members.all()) {
            recording |= who.recorder();
            if (!who.dependent()) {
                participants++;
                publishers += who.publishing().published().isEmpty() ? 0 : 1;
            }
        }
        return new RoomSnapshot(
                sid,
                name,
                metadata,
                createdAtMillis,
                policy,
                participants,
                publishers,
                recording,
                policy.enabledCodecs());
    }

    RoomEvent.Joined joined(Participant who) {
        List<ParticipantSnapshot> others = new ArrayList<>();
        for (Participant other : members.all()) {
            if (other != who && !other.hidden() && other.state() != ParticipantState.JOINING) {
                others.add(other.snapshot());
            }
        }
        return new RoomEvent.Joined(
                snapshot(),
                who.snapshot(),
                others,
                who.admission().subscriberPrimary(),
                trailer,
                policy.enabledCodecs());
    }

    /** Somebody came or went. */
    void peopleChanged() {
        renewed();
        updates.peopleChanged();
    }

    /** What others are told of the room may be different now. */
    RoomSnapshot renewed() {
        RoomSnapshot now = snapshot();
        latest = now;
        return now;
    }

    @Override
    public Distribution tracks() {
        return tracks;
    }

    @Override
    public RoomPolicy policy() {
        return policy;
    }

    @Override
    public byte[] trailer() {
        return trailer;
    }

    @Override
    public MediaSettings mediaSettings() {
        return mediaSettings;
    }

    @Override
    public CodecCatalog catalog() {
        return catalog;
    }

    @Override
    public DataRouter data() {
        return data;
    }

    @Override
    public Sids sids() {
        return sids;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public TransportFactory transports() {
        return transports;
    }

    @Override
    public long micros() {
        return wallMicros.getAsLong();
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void changed(Participant who) {
        announcements.changed(who, members.size(), nowNanos);
    }

    @Override
    public void tellFirst(Participant about) {
        if (announcements.pending(about)) {
            flushChanges();
        }
    }

    void flushChanges() {
        announcements.flush(members.all());
    }

    @Override
    public int participants() {
        return members.all().size();
    }

    @Override
    public MediaCounters counters() {
        return counters;
    }

    @Override
    public void connected(Participant who) {
        members.connected(who);
    }

    @Override
    public void failed(Participant who, String reason) {
        members.failed(who, reason);
    }

    @Override
    public void broken(Participant who, String reason) {
        log.info("participant_must_reconnect room={} participant={} reason={}", name, who.identity(), reason);
        members.remove(who, DisconnectReason.STATE_MISMATCH, RoomEvent.Left.Action.RECONNECT);
    }
}
