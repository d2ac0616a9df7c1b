package io.sluice.sfu.participant;

import io.sluice.sfu.control.EncryptionPolicy;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.Backup;
import io.sluice.sfu.publish.CodecInfo;
import io.sluice.sfu.publish.Encryption;
import io.sluice.sfu.publish.Publication;
import io.sluice.sfu.publish.Publications;
import io.sluice.sfu.publish.TrackInfo;
import io.sluice.sfu.publish.TrackRequest;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.sfu.track.LayerInfo;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.SourceStream;
import io.sluice.sfu.track.TrackListener;
import io.sluice.sfu.track.UplinkListener;
import io.sluice.sfu.track.VideoQuality;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tracks that a participant sends: from the wish to publish to the end. */
public final class Publishing implements UplinkListener, TrackListener {
    private final Participant participant;
    private final RoomSide room;
    private final Publications publications = new Publications();
    private final Backups backups;
    private final Set<String> reached = new HashSet<>();

    Publishing(Participant participant, RoomSide room) {
        this.participant = participant;
        this.room = room;
        this.backups = new Backups(participant, room);
    }

    /** Published tracks, oldest first. */
    public Collection<Publication> published() {
        return publications.published();
    }

    /** Whether a track of that id is known, published or awaited. */
    public boolean knows(String trackSid) {
        return publications.find(trackSid) != null;
    }

    List<TrackInfo> infos() {
        return publications.infos();
    }

    /** The client wants to publish. */
    public void add(RoomCommand.AddTrack command) {
        TrackRequest request = command.request();
        if (!participant.permissions().mayPublish(request.source())) {
            refuse(command, Refusal.NOT_ALLOWED, "does not have permission to publish this source");
        } else if (request.kind() == MediaKind.APPLICATION) {
            refuse(command, Refusal.UNSUPPORTED_TYPE, "only audio and video tracks can be published");
        } else if (!mayBeUnencrypted(request)) {
            refuse(
                    command,
                    Refusal.NOT_ALLOWED,
                    "this room requires end-to-end encryption, and the track has encryption NONE");
        } else if (!request.sid().isEmpty()) {
            addCodec(command, request);
        } else {
            switch (publications.admit(request)) {
                case NEW -> announce(request);
                case QUEUED -> refuse(command, Refusal.QUEUED, "a track with this cid is published");
                case LIMIT_EXCEEDED -> refuse(command, Refusal.LIMIT_EXCEEDED, "too many tracks await their media");
            }
        }
    }

    /** The client sends the second codec of a track that it publishes. */
    private void addCodec(RoomCommand.AddTrack command, TrackRequest request) {
        Publication publication = publications.find(request.sid());
        if (publication == null) {
            refuse(command, Refusal.NOT_FOUND, "no such track");
        } else if (!publication.announceBackup(request.codecs())) {
            refuse(command, Refusal.UNSUPPORTED_TYPE, "the track was not announced with this codec");
        } else {
            participant.tell(new RoomEvent.TrackPublished(request.cid(), publication.info()));
            for (TrackRequest.CodecRequest codec : request.codecs()) {
                if (!codec.cid().isEmpty()) {
                    participant.links().clientOffers().claimBackup(publication, codec.cid());
                }
            }
        }
    }

    /** What is sent in a second codec. */
    Backups backups() {
        return backups;
    }

    @Nullable
    Publication awaitedBackup(MediaKind kind, String cid) {
        return publications.awaitedBackup(kind, cid);
    }

    /** Also tells those who watch the room. */
    private boolean mayBeUnencrypted(TrackRequest request) {
        EncryptionPolicy policy = room.policy().encryption();
        if (policy == EncryptionPolicy.OFF || request.encryption() != Encryption.NONE) {
            return true;
        }
        boolean refused = policy == EncryptionPolicy.REQUIRE;
        room.tracks().unencrypted(participant, request.source(), refused);
        return !refused;
    }

    private void announce(TrackRequest request) {
        String sid = room.sids().track(request.kind(), request.source());
        Publication publication = new Publication(sid, request, room.catalog());
        publication.announced(room.micros());
        room.counters().publishing(publication.kind() == MediaKind.VIDEO).add(1);
        publications.await(publication);
        participant.tell(new RoomEvent.TrackPublished(request.cid(), publication.info()));
        participant.links().clientOffers().claim(publication);
    }

    @Nullable
    Publication awaited(MediaKind kind, String cid) {
        return publications.awaited(kind, cid);
    }

    boolean announced(String cid) {
        return publications.announced(cid);
    }

    /** A media section carries the track: it is published. */
    void started(Publication publication, ClientSection section, String codec) {
        Backup backup = publication.backup();
        if (section.backup && backup != null) {
            backups.started(publication, backup, media(publication, backup.layerInfos()), section, codec);
            return;
        }
        PublishedTrack media = media(publication, publication.layerInfos());
        publication.published(section.mid, codec, section.cid(), section.offered.rids(), media, room.micros());
        media.setLayers(publication.layerInfos(), room.nowNanos());
        if (publication.request().source() == TrackSource.SCREEN_SHARE) {
            media.showsScreen();
        }
        if (publication.muted()) {
            media.setMuted(true, room.nowNanos());
        }
        publications.publish(publication);
        participant.publishedSomething();
        room.changed(participant);
        room.tracks().published(participant, publication);
    }

    private PublishedTrack media(Publication publication, List<LayerInfo> layers) {
        PublishedTrack media =
                new PublishedTrack(publication.sid(), publication.kind(), layers, this, room.mediaSettings());
        if (publication.request().encryption() != Encryption.NONE) {
            media.encrypted(room.trailer());
        } else if (publication.kind() == MediaKind.AUDIO
                && !publication.request().disableRed()) {
            media.allowRedundancy();
        }
        return media;
    }

    /** Somebody receives the track; the publisher hears of the first one. */
    void reached(Publication publication) {
        if (publications.find(publication.sid()) == publication && reached.add(publication.sid())) {
            participant.tell(new RoomEvent.TrackSubscribed(publication.sid()));
        }
    }

    /** Ends a track, whoever wants it. */
    public void end(String trackSid) {
        Publication gone = publications.remove(trackSid);
        if (gone == null) {
            return;
        }
        reached.remove(trackSid);
        participant.links().clientOffers().release(gone);
        if (gone.media() != null) {
            participant.touch();
            room.changed(participant);
            room.tracks().unpublished(participant, gone);
        }
        TrackRequest next = publications.nextQueued(gone.request().cid());
        if (next != null && participant.permissions().mayPublish(next.source())) {
            announce(next);
        }
    }

    /** Ends the tracks that the participant may not publish any more. */
    public void revoke() {
        for (Publication each : publications.all()) {
            if (!participant.permissions().mayPublish(each.request().source())) {
                participant.tell(new RoomEvent.TrackUnpublished(each.sid()));
                end(each.sid());
            }
        }
    }

    /** The participant is leaving, and its tracks with it. */
    public void close() {
        for (Publication each : List.copyOf(publications.published())) {
            publications.remove(each.sid());
            room.tracks().unpublished(participant, each);
        }
    }

    /** The publisher mutes or unmutes. */
    public void mute(RoomCommand.Mute command) {
        Publication publication = publications.find(command.track());
        if (publication == null) {
            refuse(command, Refusal.NOT_FOUND, "no such track");
            return;
        }
        mute(publication, command.muted());
    }

    /**
     * Somebody else mutes or unmutes; the publisher is told.
     *
     * @return the track as it is now; empty if there is none of that id
     */
    public Optional<TrackInfo> muteByOrder(String trackSid, boolean muted) {
        Publication publication = publications.find(trackSid);
        if (publication == null) {
            return Optional.empty();
        }
        mute(publication, muted);
        participant.tell(new RoomEvent.MuteOrdered(trackSid, muted));
        return Optional.of(publication.info());
    }

    private void mute(Publication publication, boolean muted) {
        if (publication.muted() == muted) {
            return;
        }
        publication.muted(muted);
        Backup backup = publication.backup();
        PublishedTrack second = backup == null ? null : backup.media();
        if (second != null) {
            second.setMuted(muted, room.nowNanos());
        }
        PublishedTrack media = publication.media();
        if (media != null) {
            media.setMuted(muted, room.nowNanos());
            participant.touch();
            room.changed(participant);
        }
    }

    /** What an audio track is like. */
    public void update(RoomCommand.UpdateAudioTrack command) {
        Publication publication = publications.find(command.track());
        if (publication == null) {
            refuse(command, Refusal.NOT_FOUND, "no such track");
            return;
        }
        publication.features(command.features());
        participant.touch();
        room.changed(participant);
    }

    /** The size of a video track. */
    public void update(RoomCommand.UpdateVideoTrack command) {
        Publication publication = publications.find(command.track());
        if (publication == null) {
            refuse(command, Refusal.NOT_FOUND, "no such track");
            return;
        }
        publication.size(command.width(), command.height());
        participant.touch();
        room.changed(participant);
    }

    /** The client resumed: it forgot which layers are wanted. */
    public void resume(long nowNanos) {
        for (Publication publication : publications.published()) {
            PublishedTrack media = publication.media();
            if (media != null) {
                media.demand().resend(nowNanos);
                backups.resume(publication, nowNanos);
            }
        }
    }

    @Override
    public void demandChanged(PublishedTrack track, VideoQuality max) {
        Publication publication = publicationOf(track);
        if (publication != null) {
            Backup backup = publication.backup();
            CodecInfo codec = backup != null && backup.media() == track
                    ? backup.codec()
                    : publication.info().codecs().getFirst();
            participant.tell(new RoomEvent.LayerDemanded(publication.sid(), codec.codecName(), max));
        }
    }

    @Override
    public void streamStarted(PublishedTrack track, SourceStream stream) {
        Publication publication = publicationOf(track);
        if (publication != null && publication.media() == track) {
            publication.layerStarted(
                    stream.layer(), Integer.toUnsignedLong(stream.ssrc()), Integer.toUnsignedLong(stream.rtxSsrc()));
            participant.touch();
            room.changed(participant);
        }
    }

    @Override
    public void streamChanged(PublishedTrack track, SourceStream stream) {
        streamStarted(track, stream);
    }

    private @Nullable Publication publicationOf(PublishedTrack track) {
        for (Publication publication : publications.published()) {
            Backup backup = publication.backup();
            if (publication.media() == track || backup != null && backup.media() == track) {
                return publication;
            }
        }
        return null;
    }

    private void refuse(RoomCommand.OfParticipant command, Refusal refusal, String message) {
        participant.tell(new RoomEvent.Answered(command, refusal, message));
    }
}
