package io.sluice.server.node;

import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.Permission;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.store.Store;
import java.util.List;
import java.util.Set;

/** People and channels to try things out with, in development mode. Their ids begin with {@code demo-}, so as not to be anybody's. */
final class DemoData {
    /** Who can sign in on the page. */
    static final List<User> USERS = List.of(
            new User("demo-ada", "Ada", null),
            new User("demo-ben", "Ben", null),
            new User("demo-cleo", "Cleo", null),
            new User("demo-dora", "Dora", null));

    /** Of all their sessions. Whoever reaches a server in development mode may be any of them. */
    static final String SECRET = "demo-secret";

    private static final Role PARTICIPANT = new Role(
            "demo-participant",
            "Demo participant",
            RoleScope.CHANNEL_WEBRTC,
            Set.of(Permission.STREAM_VIEW, Permission.STREAM_SEND, Permission.CHAT_SEND));
    private static final Role VIEWER =
            new Role("demo-viewer", "Demo viewer", RoleScope.CHANNEL_WEBRTC, Set.of(Permission.STREAM_VIEW));

    private DemoData() {}

    /** Client of the one session that a demo user has, with device 1; it signs with {@link #SECRET}. */
    static String clientOf(User user) {
        return user.id() + "-client";
    }

    static void put(Store store) {
        USERS.forEach(store.users()::put);
        store.roles().put(PARTICIPANT);
        store.roles().put(VIEWER);
        store.channels().put(channel("demo-everybody", "Everybody", "demo-ada"));
        store.channels().put(channel("demo-stage", "Stage", "demo-ben"));
        store.channels().put(channel("demo-ada-only", "Ada's own", "demo-ada"));
        for (User user : USERS) {
            store.sessions().put(new Session(user.id(), clientOf(user), "1", SECRET, null));
            store.members().put(new ChannelMember("demo-everybody", user.id(), Set.of(), null));
            store.members().put(new ChannelMember("demo-stage", user.id(), Set.of(VIEWER.id()), null));
        }
    }

    private static Channel channel(String id, String name, String owner) {
        return new Channel(id, name, ChannelType.WEBRTC, owner, PARTICIPANT.id(), null);
    }
}
