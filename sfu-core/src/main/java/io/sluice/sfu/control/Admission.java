package io.sluice.sfu.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a room must know to let somebody in; the signalling adapter made it from a verified token and the client's request.
 *
 * @param identity unique in the room
 * @param name shown to people
 * @param metadata free text
 * @param attributes free key-value pairs
 * @param kind what it is
 * @param kindDetails only passed on
 * @param permissions what it may do
 * @param client what it runs
 * @param singlePeerConnection one PeerTransport for both directions, else two
 * @param autoSubscribe subscribe to every track
 * @param adaptiveStream video starts at the lowest layer
 * @param iceLite whether to act as an ICE-lite agent towards it
 * @param allowPause whether its video may be paused for want of bandwidth; null where it says nothing
 */
public record Admission(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        ParticipantKind kind,
        List<Integer> kindDetails,
        Permissions permissions,
        ClientTraits client,
        boolean singlePeerConnection,
        boolean autoSubscribe,
        boolean adaptiveStream,
        boolean iceLite,
        @Nullable Boolean allowPause) {
    public Admission {
        attributes = Map.copyOf(attributes);
        kindDetails = List.copyOf(kindDetails);
    }

    /** Whether it neither fills the room nor keeps it open: agents, egress, and whoever was let in as an agent or a recorder. */
    public boolean dependent() {
        return kind.dependent() || permissions.agent() || permissions.recorder();
    }

    /** Whether the server's PeerTransport is the one whose connection makes the participant active. */
    public boolean subscriberPrimary() {
        return !singlePeerConnection && client.protocol() > 2 && permissions.canSubscribe();
    }
}
