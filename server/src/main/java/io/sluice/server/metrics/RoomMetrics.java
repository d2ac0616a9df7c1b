package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.negotiate.MediaKind;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Rooms, participants and tracks, as the facts tell of them. Never by name: a label for each room would be a series for each room. */
public final class RoomMetrics implements RoomObserver, MetricSource {
    private final InstantSource clock;
    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger participants = new AtomicInteger();
    private final AtomicInteger audioTracks = new AtomicInteger();
    private final AtomicInteger videoTracks = new AtomicInteger();
    private final HistogramFamily roomSeconds =
            new HistogramFamily("livekit_room_duration_seconds", "How long rooms lived.", Buckets.ROOM_SECONDS);
    private final CounterFamily joins = new CounterFamily(
            "livekit_participant_join_total", "Participants that got so far in their join.", "state", "warp");
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final HistogramFamily startMillis = new HistogramFamily(
            "livekit_session_start_time_ms",
            "From being let in until media were connected, milliseconds.",
            Buckets.START_MILLIS,
            "protocol_version",
            "warp");
    private final HistogramFamily sessionMillis = new HistogramFamily(
            "livekit_session_duration_ms",
            "From media connected to the end of the session, milliseconds.",
            Buckets.SESSION_MILLIS,
            "protocol_version");
    private final CounterFamily unencrypted = new CounterFamily(
            "sluice_tracks_unencrypted_total",
            "Tracks without end-to-end encryption, in rooms that look at it.",
            "refused",
            "source");
    private final HistogramFamily joinSeconds = new HistogramFamily(
            "sluice_join_media_seconds", "From being let in until media were connected.", Buckets.SECONDS);
    private final CounterFamily departures =
            new CounterFamily("sluice_participants_left_total", "Sessions that ended, by why.", "reason");

    /** One that is under way: what its client speaks, and since when its media are connected. */
    private record Session(String protocol, long activeSince) {}

    /** @param clock the one that snapshots are dated by */
    public RoomMetrics(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void observed(RoomFact fact) {
        switch (fact) {
            case RoomFact.RoomStarted started -> rooms.incrementAndGet();
            case RoomFact.RoomFinished finished -> {
                rooms.decrementAndGet();
                roomSeconds.note((clock.millis() - finished.room().createdAtMillis()) / 1e3);
            }
            case RoomFact.ParticipantJoined joined -> {
                participants.incrementAndGet();
                sessions.put(
                        joined.participant().sid(),
                        new Session(Integer.toString(joined.client().protocol()), 0));
                joins.add("rtc_init", "");
                joins.add("rtc_connected", "");
            }
            case RoomFact.ParticipantActive active -> {
                joins.add("rtc_active", "false");
                joins.add("rtc_success", "false");
                long age = age(active.participant());
                joinSeconds.note(age / 1e3);
                Session session = sessions.computeIfPresent(
                        active.participant().sid(), (_, known) -> new Session(known.protocol(), clock.millis()));
                if (session != null) {
                    startMillis.note(age, session.protocol(), "false");
                }
            }
            case RoomFact.ParticipantLeft left -> left(left);
            case RoomFact.TrackPublished track -> tracks(track.track().kind()).incrementAndGet();
            case RoomFact.TrackUnpublished track -> tracks(track.track().kind()).decrementAndGet();
            case RoomFact.TrackUnencrypted track ->
                unencrypted.add(
                        Boolean.toString(track.refused()), track.source().name());
        }
    }

    private void left(RoomFact.ParticipantLeft left) {
        participants.decrementAndGet();
        DisconnectReason reason = left.participant().disconnectReason();
        Session session = sessions.remove(left.participant().sid());
        if (session != null && session.activeSince() > 0) {
            sessionMillis.note(Math.max(0, clock.millis() - session.activeSince()), session.protocol());
        }
        departures.add(reason.name().toLowerCase(Locale.ROOT));
        if (!left.wasActive()) {
            joins.add(reason == DisconnectReason.JOIN_FAILURE ? "rtc_failure" : "rtc_canceled", "false");
        }
    }

    private long age(ParticipantSnapshot participant) {
        return Math.max(0, clock.millis() - participant.joinedAtMillis());
    }

    /** Tracks that are published now. */
    public int tracks() {
        return audioTracks.get() + videoTracks.get();
    }

    private AtomicInteger tracks(MediaKind kind) {
        return kind == MediaKind.VIDEO ? videoTracks : audioTracks;
    }

    /** How far participants got, also with those who never got into a room. */
    public CounterFamily joins() {
        return joins;
    }

    @Override
    public void write(Exposition page) {
        page.family("livekit_room_total", Type.GAUGE, "Rooms there are.").sample(rooms.get());
        page.family("livekit_participant_total", Type.GAUGE, "Participants there are.")
                .sample(participants.get());
        page.family("livekit_track_published_total", Type.GAUGE, "Tracks that are published.")
                .sample(audioTracks.get(), "kind", "AUDIO")
                .sample(videoTracks.get(), "kind", "VIDEO");
        roomSeconds.write(page);
        joins.write(page);
        startMillis.write(page);
        sessionMillis.write(page);
        unencrypted.write(page);
        joinSeconds.write(page);
        departures.write(page);
    }
}
