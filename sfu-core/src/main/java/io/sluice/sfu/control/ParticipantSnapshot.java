package io.sluice.sfu.control;

import io.sluice.sfu.publish.DataTrackInfo;
import io.sluice.sfu.publish.TrackInfo;
import java.util.List;
import java.util.Map;

/**
 * A participant as others are told of it: always whole, with a version that only grows, so that an older one can be told from a newer.
 *
 * @param sid {@code PA_…}, new for every full connect, kept over resumes
 * @param identity unique in the room
 * @param name shown to people
 * @param metadata free text
 * @param attributes free key-value pairs
 * @param state where it is in its life
 * @param joinedAtMillis of the epoch
 * @param version grows with each change
 * @param permissions what it may do
 * @param publisher whether it ever published
 * @param kind what it is
 * @param kindDetails numbers of LiveKit's details, only passed on
 * @param tracks its published tracks
 * @param dataTracks its data tracks
 * @param disconnectReason meaningful once disconnected
 * @param clientProtocol of its client
 * @param capabilities of its client
 */
public record ParticipantSnapshot(
        String sid,
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        ParticipantState state,
        long joinedAtMillis,
        int version,
        Permissions permissions,
        boolean publisher,
        ParticipantKind kind,
        List<Integer> kindDetails,
        List<TrackInfo> tracks,
        List<DataTrackInfo> dataTracks,
        DisconnectReason disconnectReason,
        int clientProtocol,
        List<Integer> capabilities) {
    public ParticipantSnapshot {
        attributes = Map.copyOf(attributes);
        kindDetails = List.copyOf(kindDetails);
        tracks = List.copyOf(tracks);
        dataTracks = List.copyOf(dataTracks);
        capabilities = List.copyOf(capabilities);
    }
}
