package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.live.Enforcement;
import io.sluice.tokenapi.live.Watch;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Memberships of channels. What one loses is taken from it in a running call, too. */
final class MemberResource implements Resource {
    private final Store store;
    private final References references;
    private final Enforcement enforcement;

    MemberResource(Store store, Enforcement enforcement) {
        this.store = store;
        this.references = new References(store);
        this.enforcement = enforcement;
    }

    @Override
    public String template() {
        return "/api/manage/channels/{channelId}/members/{userId}";
    }

    @Override
    public @Nullable ObjectNode get(List<String> ids) {
        ChannelMember member = store.members().find(ids.getFirst(), ids.get(1));
        if (member == null) {
            return null;
        }
        ObjectNode shown = Json.object().put("channelId", member.channelId()).put("userId", member.userId());
        Json.put(shown, "roles", member.roles());
        if (member.channelWebRtc() != null) {
            shown.putObject("permissions").put(ChannelMember.CHANNEL_WEBRTC, member.channelWebRtc());
        }
        return shown;
    }

    @Override
    public boolean put(List<String> ids, Body body) {
        Set<String> roles = body.ids("roles");
        Body permissions = body.optionalObject("permissions");
        Boolean override = null;
        if (permissions != null) {
            override = permissions.optionalFlag(ChannelMember.CHANNEL_WEBRTC);
            permissions.done();
        }
        body.done();
        ChannelMember member = new ChannelMember(ids.getFirst(), ids.get(1), roles, override);
        Watch watch = enforcement.ofMember(member.channelId(), member.userId());
        boolean created;
        try {
            created = store.database().inTransaction(() -> put(member));
        } catch (StoreException.MissingReference e) {
            throw Problem.conflict("roles", "channel, user or role has just been deleted");
        }
        watch.settle();
        return created;
    }

    private boolean put(ChannelMember member) {
        Channel channel = store.channels().find(member.channelId());
        if (channel == null) {
            throw Problem.conflict("channelId", "there is no channel " + member.channelId());
        }
        references.user("userId", member.userId());
        for (String role : member.roles()) {
            references.role("roles", role, channel.type().scope());
        }
        return store.members().put(member);
    }

    @Override
    public boolean delete(List<String> ids) {
        Watch watch = enforcement.ofMember(ids.getFirst(), ids.get(1));
        boolean was = store.members().delete(ids.getFirst(), ids.get(1));
        watch.settle();
        return was;
    }
}
