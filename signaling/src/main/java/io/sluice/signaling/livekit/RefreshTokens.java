package io.sluice.signaling.livekit;

import io.sluice.sfu.control.ParticipantSnapshot;
import io.sluice.tokenapi.token.AccessToken;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.TokenIssuer;
import io.sluice.tokenapi.token.VideoGrant;
import io.sluice.tokenapi.token.VideoGrantBuilder;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the tokens with which a client comes back hours later: always with what it is and may now. */
final class RefreshTokens {
    private final TokenIssuer issuer;
    private final AccessToken joinedWith;
    private final Consumer<String> made;
    private Grants current;
    private @Nullable ParticipantSnapshot last;

    /** @param made told of each token */
    RefreshTokens(TokenIssuer issuer, AccessToken joinedWith, Consumer<String> made) {
        this.made = made;
        this.issuer = issuer;
        this.joinedWith = joinedWith;
        this.current = joinedWith.grants();
    }

    /** Whether the snapshot says something of its participant that the latest token does not. */
    boolean outdatedBy(ParticipantSnapshot self) {
        ParticipantSnapshot before = last;
        last = self;
        if (before == null) {
            return false;
        }
        boolean sameRights = before.permissions().equals(self.permissions());
        if (sameRights
                && before.name().equals(self.name())
                && before.metadata().equals(self.metadata())
                && before.attributes().equals(self.attributes())) {
            return false;
        }
        VideoGrant video = current.video();
        current = current.toBuilder()
                .name(self.name())
                .metadata(self.metadata())
                .attributes(self.attributes())
                .video(video == null || sameRights ? video : Grantees.granting(video, self.permissions()))
                .build();
        return true;
    }

    /** A token for another room, with the same rights inside it and none about it. */
    String into(String room, Instant now) {
        VideoGrant video = current.video();
        VideoGrantBuilder there = video == null ? VideoGrant.builder() : video.toBuilder();
        Grants grants = current.toBuilder()
                .video(there.roomJoin(true)
                        .room(room)
                        .roomAdmin(false)
                        .roomCreate(false)
                        .destinationRoom("")
                        .build())
                .build();
        return issuer.refresh(joinedWith.identity(), grants, joinedWith.expiresAt(), now);
    }

    String next(Instant now) {
        String token = issuer.refresh(joinedWith.identity(), current, joinedWith.expiresAt(), now);
        made.accept(token);
        return token;
    }
}
