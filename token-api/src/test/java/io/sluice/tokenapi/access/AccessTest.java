package io.sluice.tokenapi.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {
    private final Database database = Database.open(DatabaseSettings.inMemory());
    private final Store store = new Store(database);
    private final Access access = new Access(store, Mode.STRICT);

    @BeforeEach
    void fill() {
        for (String user : new String[] {"alice", "bob", "carol", "dave"}) {
            store.users().put(new User(user, user, null));
        }
        store.roles().put(new Role("viewer", "Viewer", RoleScope.CHANNEL_WEBRTC, Set.of("stream.view")));
        store.roles().put(new Role("talker", "Talker", RoleScope.CHANNEL_WEBRTC, Set.of("stream.send", "stream.view")));
        store.channels().put(new Channel("c1", "general", ChannelType.WEBRTC, "alice", "viewer", null));
        store.channels().put(new Channel("c2", "text", ChannelType.SIGNAL, "alice", null, null));
        store.members().put(new ChannelMember("c1", "bob", Set.of("talker"), null));
        store.members().put(new ChannelMember("c1", "carol", Set.of(), null));
        store.meetings()
                .put(new Meeting(
                        "mtg_0123456789ab", "Plans", "alice", Set.of("bob"), Set.of("carol"), null, null, true));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void rightsComeFromOwnershipRolesAndTheDefaultRole() {
        assertThat(access.toChannel("alice", "c1")).isEqualTo(new Decision.Granted(Rights.OWNER));
        assertThat(access.toChannel("bob", "c1"))
                .isEqualTo(new Decision.Granted(new Rights(true, true, false, false, false)));
        assertThat(access.toChannel("carol", "c1"))
                .isEqualTo(new Decision.Granted(new Rights(true, false, false, false, false)));
    }

    @Test
    void whoHasNoBusinessThereIsToldWhy() {
        assertThat(access.toChannel("dave", "c1")).isEqualTo(Decision.Refused.NOT_A_MEMBER);
        assertThat(access.toChannel("dave", "c3")).isEqualTo(Decision.Refused.UNKNOWN);
        assertThat(access.toChannel("alice", "c2")).isEqualTo(Decision.Refused.NO_CALLS);
        assertThat(new Access(store, Mode.PEERWAVE).toChannel("alice", "c2"))
                .isEqualTo(new Decision.Granted(Rights.OWNER));
    }

    @Test
    void aChangeCountsFromTheNextQuestionOn() {
        store.members().put(new ChannelMember("c1", "carol", Set.of(), false));
        assertThat(access.toChannel("carol", "c1")).isEqualTo(Decision.Refused.NO_WEBRTC);
        store.members().put(new ChannelMember("c1", "carol", Set.of("talker"), null));
        assertThat(access.toChannel("carol", "c1"))
                .isEqualTo(new Decision.Granted(new Rights(true, true, false, false, false)));
        store.channels().put(new Channel("c1", "general", ChannelType.WEBRTC, "dave", null, null));
        assertThat(access.toChannel("alice", "c1")).as("former owner").isEqualTo(Decision.Refused.NOT_A_MEMBER);
    }

    @Test
    void manyAreJudgedAsEachAlone() {
        store.members().put(new ChannelMember("c1", "dave", Set.of("viewer", "talker"), false));
        Set<String> all = Set.of("alice", "bob", "carol", "dave", "nobody");
        for (String room : new String[] {"channel-c1", "channel-c2", "channel-c3", "mtg_0123456789ab", "mtg_none"}) {
            access.toRoom(all, room)
                    .forEach((user, decision) ->
                            assertThat(decision).as("%s to %s", user, room).isEqualTo(access.toRoom(user, room)));
            assertThat(access.toRoom(all, room)).containsOnlyKeys(all);
        }
    }

    @Test
    void aMeetingIsForItsPeople() {
        assertThat(access.toMeeting("alice", "mtg_0123456789ab")).isEqualTo(new Decision.Granted(Rights.OWNER));
        assertThat(access.toMeeting("carol", "mtg_0123456789ab")).isEqualTo(new Decision.Granted(Rights.MODERATOR));
        assertThat(access.toRoom("bob", "mtg_0123456789ab")).isEqualTo(new Decision.Granted(Rights.PARTICIPANT));
        assertThat(access.toRoom("dave", "mtg_0123456789ab")).isEqualTo(Decision.Refused.NOT_A_MEMBER);
        assertThat(access.toRoom("bob", "mtg_ffffffffffff")).isEqualTo(Decision.Refused.UNKNOWN);
        assertThat(access.toRoom("dave", "channel-c1")).isEqualTo(Decision.Refused.NOT_A_MEMBER);
    }
}
