package io.sluice.signaling.livekit;

import io.sluice.sfu.control.ParticipantKind;
import io.sluice.sfu.control.Permissions;
import io.sluice.sfu.control.Permissions.RoomGrants;
import io.sluice.sfu.publish.TrackSource;
import io.sluice.signaling.proto.ParticipantInfo;
import io.sluice.tokenapi.token.Grants;
import io.sluice.tokenapi.token.VideoGrant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a token's grants mean to a room. */
final class Grantees {
    private Grantees() {}

    static ParticipantKind kind(Grants grants) {
        return ParticipantKind.valueOf(grants.participantKind().name());
    }

    /** Details that newer tokens may name are left out. */
    static List<Integer> kindDetails(Grants grants) {
        return grants.kindDetails().stream()
                .map(d -> d.toUpperCase(Locale.ROOT))
                .flatMap(d -> Arrays.stream(ParticipantInfo.KindDetail.values())
                        .filter(k -> k != ParticipantInfo.KindDetail.UNRECOGNIZED
                                && k.name().equals(d)))
                .map(ParticipantInfo.KindDetail::getNumber)
                .toList();
    }

    static Permissions permissions(VideoGrant video, boolean publishOnly) {
        Set<TrackSource> sources = EnumSet.noneOf(TrackSource.class);
        for (TrackSource source : TrackSource.values()) {
            if (video.canPublishSources().contains(source.name().toLowerCase(Locale.ROOT))) {
                sources.add(source);
            }
        }
        // A list of nothing but unknown names still is a restriction.
        boolean mayPublish = video.mayPublish() && (video.canPublishSources().isEmpty() || !sources.isEmpty());
        return new Permissions(
                video.maySubscribe() && !publishOnly,
                mayPublish,
                video.mayPublishData(),
                sources,
                video.hidden(),
                video.recorder(),
                video.agent(),
                video.mayUpdateOwnMetadata(),
                video.maySubscribeMetrics(),
                video.mayManageAgentSession(),
                Optional.of(new RoomGrants(video.roomAdmin(), video.roomList())));
    }

    /** The grant of somebody whose permissions were changed. */
    static VideoGrant granting(VideoGrant before, Permissions now) {
        RoomGrants about = now.roomGrants().orElse(new RoomGrants(before.roomAdmin(), before.roomList()));
        return before.toBuilder()
                .roomAdmin(about.admin())
                .roomList(about.list())
                .canSubscribe(now.canSubscribe())
                .canPublish(now.canPublish())
                .canPublishData(now.canPublishData())
                .canPublishSources(now.publishSources().stream()
                        .map(source -> source.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList())
                .canUpdateOwnMetadata(now.canUpdateMetadata())
                .canSubscribeMetrics(now.canSubscribeMetrics())
                .canManageAgentSession(now.canManageAgentSession())
                .hidden(now.hidden())
                .recorder(now.recorder())
                .agent(now.agent())
                .build();
    }
}
