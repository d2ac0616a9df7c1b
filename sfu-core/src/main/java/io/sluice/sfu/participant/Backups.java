package io.sluice.sfu.participant;

import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.Backup;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.VideoQuality;
import java.util.List;

/**
 * The second codecs of what a participant publishes: asked for when somebody cannot decode the first one, sent beside it or in its place,
 * and given up by the publisher when it likes. Sound is switched off again when nobody is left who needs it; of pictures the layers that are
 * wanted say so.
 */
final class Backups {
    private final Participant participant;
    private final RoomSide room;

    Backups(Participant participant, RoomSide room) {
        this.participant = participant;
        this.room = room;
    }

    /** A subscriber cannot decode the first codec of a track, or receives the second: the publisher is asked for it. */
    void need(Publication publication, String subscriber) {
        Backup backup = publication.backup();
        if (backup == null) {
            return;
        }
        boolean idle = !backup.needed();
        if (!backup.need(subscriber)) {
            return;
        }
        if (!backup.asked()) {
            BackupCodecPolicy policy = publication.info().backupPolicy();
            boolean instead = policy == BackupCodecPolicy.REGRESSION
                    || policy == BackupCodecPolicy.PREFER_REGRESSION
                            && room.mediaSettings().codecs().regresses(room.participants());
            backup.ask(instead);
            ask(publication, backup);
        } else if (idle && publication.kind() == MediaKind.AUDIO) {
            ask(publication, backup);
        }
    }

    /** A subscriber wants the track no more, or is leaving. */
    void release(Publication publication, String subscriber) {
        Backup backup = publication.backup();
        if (backup == null || !backup.release(subscriber) || !backup.asked() || publication.kind() != MediaKind.AUDIO) {
            return;
        }
        if (backup.media() == null) {
            backup.withdraw();
        }
        if (participant.publishing().knows(publication.sid())) {
            ask(publication, backup);
        }
    }

    private void ask(Publication publication, Backup backup) {
        if (publication.kind() == MediaKind.VIDEO) {
            participant.tell(new RoomEvent.LayerDemanded(
                    publication.sid(), backup.codec().codecName(), VideoQuality.HIGH));
        } else {
            String first = publication.info().codecs().getFirst().codecName();
            participant.tell(new RoomEvent.AudioCodecsDemanded(
                    publication.sid(),
                    List.of(
                            new RoomEvent.CodecDemand(first, !backup.replaces()),
                            new RoomEvent.CodecDemand(backup.codec().codecName(), backup.needed()))));
        }
    }

    /** A media section carries the track in its second codec. */
    void started(Publication publication, Backup backup, PublishedTrack media, ClientSection section, String codec) {
        publication.backupPublished(section.mid, codec, section.cid(), section.offered.rids(), media);
        media.setLayers(backup.layerInfos(), room.nowNanos());
        media.setMuted(publication.muted(), room.nowNanos());
        changed(publication);
    }

    /** The client sends the second codec no more. */
    void ended(Publication publication) {
        publication.backupEnded();
        changed(publication);
    }

    private void changed(Publication publication) {
        participant.touch();
        room.changed(participant);
        room.tracks().codecsChanged(participant, publication);
    }

    /** The client resumed: it forgot what was asked for. */
    void resume(Publication publication, long nowNanos) {
        Backup backup = publication.backup();
        if (backup == null || !backup.asked()) {
            return;
        }
        PublishedTrack media = backup.media();
        if (media != null && publication.kind() == MediaKind.VIDEO) {
            media.demand().resend(nowNanos);
        } else {
            ask(publication, backup);
        }
    }
}
