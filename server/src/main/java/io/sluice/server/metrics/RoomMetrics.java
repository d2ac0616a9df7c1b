package io.sluice.server.metrics;

import io.sluice.server.metrics.Exposition.Type;
import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.negotiate.MediaKind;
import java.time.InstantSource;
import java.util.Locale;
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
    private final CounterFamily published =
            new CounterFamily("livekit_track_publish_counter", "Tracks that publishers began.", "kind", "state");
    private final HistogramFamily joinSeconds = new HistogramFamily(
            "sluice_join_media_seconds", "From being let in until media were connected.", Buckets.SECONDS);
    private final CounterFamily departures =
            new CounterFamily("sluice_participants_left_total", "Sessions that ended, by why.", "reason");

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
                joins.add("rtc_init", "");
                joins.add("rtc_connected", "");
            }
            case RoomFact.ParticipantActive active -> {
                joins.add("rtc_active", "false");
                joins.add("rtc_success", "false");
                joinSeconds.note(age(active.participant()) / 1e3);
            }
            case RoomFact.ParticipantLeft left -> left(left);
            case RoomFact.TrackPublished track -> {
                tracks(track.track().kind()).incrementAndGet();
                published.add(track.track().kind().name(), "success");
            }
            case RoomFact.TrackUnpublished track -> tracks(track.track().kind()).decrementAndGet();
            default -> {
                // Facts that are no figures.
            }
        }
    }

    private void left(RoomFact.ParticipantLeft left) {
        participants.decrementAndGet();
        DisconnectReason reason = left.participant().disconnectReason();
        departures.add(reason.name().toLowerCase(Locale.ROOT));
        if (!left.wasActive()) {
            joins.add(reason == DisconnectReason.JOIN_FAILURE ? "rtc_failure" : "rtc_canceled", "false");
        }
    }

    private long age(ParticipantSnapshot participant) {
        return Math.max(0, clock.millis() - participant.joinedAtMillis());
    }

    private AtomicInteger tracks(MediaKind kind) {
        return kind == MediaKind.VIDEO ? videoTracks : audioTracks;
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
        published.write(page);
        joinSeconds.write(page);
        departures.write(page);
    }
}
