package io.sluice.signaling.livekit;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.signaling.proto.AudioTrackFeature;
import io.sluice.signaling.proto.MuteTrackRequest;
import io.sluice.signaling.proto.RequestResponse;
import io.sluice.signaling.proto.UnpublishDataTrackRequest;
import io.sluice.signaling.proto.UpdateLocalAudioTrack;
import io.sluice.signaling.proto.UpdateLocalVideoTrack;
import io.sluice.signaling.proto.UpdateParticipantMetadata;

/** Quotes a request in the answer to it: most requests have no number by which a client could recognise them. */
final class RequestEcho {
    private RequestEcho() {}

    static void quote(RoomCommand.OfParticipant command, RequestResponse.Builder answer) {
        switch (command) {
            case RoomCommand.AddTrack add -> answer.setAddTrack(TrackMessages.write(add.request()));
            case RoomCommand.Mute mute ->
                answer.setMute(
                        MuteTrackRequest.newBuilder().setSid(mute.track()).setMuted(mute.muted()));
            case RoomCommand.UpdateSelf update ->
                answer.setRequestId((int) update.requestId())
                        .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                                .setName(update.name())
                                .setMetadata(update.metadata())
                                .putAllAttributes(update.attributes())
                                .setRequestId((int) update.requestId()));
            case RoomCommand.UpdateAudioTrack update -> {
                UpdateLocalAudioTrack.Builder m =
                        UpdateLocalAudioTrack.newBuilder().setTrackSid(update.track());
                update.features()
                        .forEach(f -> m.addFeatures(
                                Enums.toWire(AudioTrackFeature::forNumber, f, AudioTrackFeature.TF_STEREO)));
                answer.setUpdateAudioTrack(m);
            }
            case RoomCommand.UpdateVideoTrack update ->
                answer.setUpdateVideoTrack(UpdateLocalVideoTrack.newBuilder()
                        .setTrackSid(update.track())
                        .setWidth(update.width())
                        .setHeight(update.height()));
            case RoomCommand.PublishDataTrack publish ->
                answer.setPublishDataTrack(DataTrackMessages.request(publish.wish()));
            case RoomCommand.UnpublishDataTrack unpublish ->
                answer.setUnpublishDataTrack(
                        UnpublishDataTrackRequest.newBuilder().setPubHandle((int) unpublish.handle()));
            default -> {
                // The others are never refused by an answer of their own.
            }
        }
    }
}
