package io.sluice.tokenapi.channel;

import io.sluice.tokenapi.token.VideoGrant;

/**
 * What somebody may do in one room.
 *
 * @param canSubscribe receive tracks
 * @param canPublish send tracks
 * @param canPublishData send data messages
 * @param roomAdmin moderate
 * @param isOwner owns the channel or meeting
 */
public record Rights(
        boolean canSubscribe, boolean canPublish, boolean canPublishData, boolean roomAdmin, boolean isOwner) {
    /** Of an owner: everything. */
    public static final Rights OWNER = new Rights(true, true, true, true, true);

    /** Of somebody who moderates and does not own. */
    public static final Rights MODERATOR = new Rights(true, true, true, true, false);

    /** Of an ordinary participant. */
    public static final Rights PARTICIPANT = new Rights(true, true, true, false, false);

    /** Whether these rights are at least those. */
    public boolean include(Rights other) {
        return (canSubscribe || !other.canSubscribe)
                && (canPublish || !other.canPublish)
                && (canPublishData || !other.canPublishData)
                && (roomAdmin || !other.roomAdmin)
                && (isOwner || !other.isOwner);
    }

    /** These rights as the grant of an access token for this room. */
    public VideoGrant grant(String room) {
        return VideoGrant.builder()
                .roomJoin(true)
                .room(room)
                .canPublish(canPublish)
                .canSubscribe(canSubscribe)
                .canPublishData(canPublishData)
                .canUpdateOwnMetadata(true)
                .roomAdmin(roomAdmin)
                .roomList(isOwner)
                .build();
    }
}
