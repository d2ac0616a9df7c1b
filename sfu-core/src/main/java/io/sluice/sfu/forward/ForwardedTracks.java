package io.sluice.sfu.forward;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomDoor;
import io.sluice.sfu.lane.Lane;
import io.sluice.sfu.lane.LaneOutlet;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.participant.Participant;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.UplinkSection;
import io.sluice.sfu.track.VideoQuality;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tracks of one participant in one destination: keeps them there as they are here. */
final class ForwardedTracks {
    private static final long REPORT_NANOS = 500_000_000L;

    private final Participant who;
    private final RoomDoor destination;
    private final String sidThere;
    private final Lane lane;
    private final ForwardedSections sections = new ForwardedSections();
    /** By their sid here, which is their client id there. */
    private final Map<String, Track> tracks = new LinkedHashMap<>();

    private long offers;
    private long reportAt;

    private static final class Track {
        final Publication publication;
        final LaneOutlet outlet;
        final String mid;
        UplinkSection section;
        TrackInfo told;
        String sidThere = "";

        Track(Publication publication, LaneOutlet outlet, String mid, UplinkSection section) {
            this.publication = publication;
            this.outlet = outlet;
            this.mid = mid;
            this.section = section;
            this.told = publication.info();
        }
    }

    ForwardedTracks(Participant who, RoomDoor destination, String sidThere, Lane lane) {
        this.who = who;
        this.destination = destination;
        this.sidThere = sidThere;
        this.lane = lane;
    }

    /**
     * Begins, changes and ends there what did here.
     *
     * @param described whether what others are told of the participant has changed
     */
    void follow(boolean described, long nowNanos) {
        Collection<Publication> published = who.publishing().published();
        boolean changed = endMissing(published, nowNanos);
        List<Track> begun = new ArrayList<>(0);
        for (Publication publication : published) {
            PublishedTrack media = publication.media();
            UplinkSection section = media == null ? null : who.links().uplink().section(media);
            if (media == null || section == null) {
                continue;
            }
            Track track = tracks.get(publication.sid());
            if (track == null) {
                track = begin(publication, media, section);
                if (track != null) {
                    begun.add(track);
                }
            } else if (track.outlet.renamed() | track.section != section) {
                track.section = section;
                changed = true;
            }
            if (track != null && described) {
                update(track);
            }
        }
        if (changed || !begun.isEmpty()) {
            offer();
        }
        begun.forEach(track -> track.outlet.track().add(track.outlet, nowNanos));
        if (nowNanos >= reportAt) {
            reportAt = nowNanos + REPORT_NANOS;
            tracks.values().forEach(track -> track.outlet.report());
        }
    }

    private boolean endMissing(Collection<Publication> published, long nowNanos) {
        boolean changed = false;
        for (Track track : List.copyOf(tracks.values())) {
            if (!published.contains(track.publication)) {
                tracks.remove(track.publication.sid());
                track.outlet.track().remove(track.outlet, nowNanos);
                sections.free(track.mid);
                changed = true;
            }
        }
        return changed;
    }

    private @Nullable Track begin(Publication publication, PublishedTrack media, UplinkSection section) {
        int place = sections.take(publication.kind());
        if (place < 0) {
            return null;
        }
        LaneOutlet outlet = new LaneOutlet(media, lane, place);
        Track track = new Track(publication, outlet, ForwardedSections.mid(place), section);
        tracks.put(publication.sid(), track);
        destination.offer(new RoomCommand.AddTrack(sidThere, ForwardedSections.request(publication)));
        return track;
    }

    /** What the publisher does to it. */
    private void update(Track track) {
        if (track.sidThere.isEmpty()) {
            return;
        }
        TrackInfo latest = track.publication.info();
        if (latest.muted() != track.told.muted()) {
            destination.offer(new RoomCommand.Mute(sidThere, track.sidThere, latest.muted()));
        }
        if (latest.width() != track.told.width() || latest.height() != track.told.height()) {
            destination.offer(
                    new RoomCommand.UpdateVideoTrack(sidThere, track.sidThere, latest.width(), latest.height()));
        }
        if (!latest.audioFeatures().equals(track.told.audioFeatures())) {
            destination.offer(new RoomCommand.UpdateAudioTrack(sidThere, track.sidThere, latest.audioFeatures()));
        }
        track.told = latest;
    }

    private void offer() {
        for (Track track : tracks.values()) {
            sections.send(
                    track.mid,
                    track.publication,
                    track.section,
                    track.outlet.ssrcs(),
                    who.links().uplink().carriedExtensions());
        }
        destination.offer(new RoomCommand.Offer(sidThere, sections.offer(), ++offers));
    }

    /** The destination knows the track under that sid. */
    void accepted(String cid, String trackThere) {
        Track track = tracks.get(cid);
        if (track != null) {
            track.sidThere = trackThere;
            // What happened while nobody knew its sid.
            update(track);
        }
    }

    /** What the destination wants of a track. */
    void wanted(String trackThere, VideoQuality highest, long nowNanos) {
        for (Track track : tracks.values()) {
            if (track.sidThere.equals(trackThere) && track.publication.kind() == MediaKind.VIDEO) {
                track.outlet.want(highest, nowNanos);
            }
        }
    }

    void pictureWanted(int ssrc, long nowNanos) {
        tracks.values().forEach(track -> track.outlet.keyframeWanted(ssrc, nowNanos));
    }

    /** Nothing more goes there. */
    void close(long nowNanos) {
        tracks.values().forEach(track -> track.outlet.track().remove(track.outlet, nowNanos));
        tracks.clear();
    }
}
