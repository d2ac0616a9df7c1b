package io.sluice.sfu.room;

import static io.sluice.sfu.room.MemoryLoop.MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.publish.BackupCodecPolicy;
import io.sluice.sfu.publish.TrackRequest;
import java.util.List;
import java.util.Set;

/** Anna publishes a track that has a second codec, Carl decodes both, and Ben only the second. */
final class TwoCodecCall {
    private static final long A_MOMENT = 20 * MILLIS;
    private static final String SECOND_CID = "second";

    final TestRoom room = new TestRoom();
    final RoomClient anna = room.join("anna");
    final RoomClient ben = room.join("ben");
    final RoomClient carl = room.join("carl");
    private final MediaKind kind;
    private final String second;
    private String secondMid = "";

    private TwoCodecCall(MediaKind kind, String first, String second) {
        this.kind = kind;
        this.second = second;
        ben.decodes = codec -> !codec.name().equals(first);
    }

    /** A microphone in PCMU, with Opus in reserve. */
    static TwoCodecCall microphone() {
        TwoCodecCall call = new TwoCodecCall(MediaKind.AUDIO, "PCMU", "opus");
        call.anna.sections.alsoPcmu();
        return call;
    }

    /** A camera in VP9, with VP8 in reserve. */
    static TwoCodecCall camera() {
        TwoCodecCall call = new TwoCodecCall(MediaKind.VIDEO, "VP9", "vp8");
        call.anna.sections.alsoVp9();
        return call;
    }

    /** The media id of the section that carries the second codec; empty before. */
    String secondMid() {
        return secondMid;
    }

    /** Publishes the track in its first codec; returns its id. */
    String publish(BackupCodecPolicy policy) {
        boolean audio = kind == MediaKind.AUDIO;
        TrackRequest wish =
                audio ? Wishes.microphoneWithBackup("first", policy) : Wishes.cameraWithBackup("first", policy);
        String track = anna.announce(wish);
        anna.sections.send(kind, "first", List.of(), 0x1111);
        exchange();
        return track;
    }

    /** Sends the second codec too; returns the id of the media track that carries it. */
    String sendSecond(String track) {
        boolean audio = kind == MediaKind.AUDIO;
        TrackRequest wish =
                audio ? Wishes.audioBackup(track, SECOND_CID, second) : Wishes.backup(track, SECOND_CID, second);
        room.send(new RoomCommand.AddTrack(anna.sid, wish));
        assertThat(anna.last(RoomEvent.TrackPublished.class).cid()).isEqualTo(SECOND_CID);
        secondMid = anna.sections.send(kind, SECOND_CID, List.of(), 0x2222);
        exchange();
        return SECOND_CID;
    }

    /** What changed in the sections of the publisher is agreed on. */
    void exchange() {
        anna.offer();
        room.pass(A_MOMENT);
    }

    void subscribe(RoomClient who, String track, boolean subscribe) {
        room.send(new RoomCommand.Subscribe(who.sid, Set.of(track), subscribe));
        room.pass(A_MOMENT);
    }

    void leave(RoomClient who) {
        room.send(new RoomCommand.Leave(who.sid, DisconnectReason.CLIENT_INITIATED));
        room.pass(A_MOMENT);
    }
}
