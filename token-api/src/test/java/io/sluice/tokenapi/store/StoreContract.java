package io.sluice.tokenapi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelMember;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.E2eePolicy;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.GuestLink;
import io.sluice.tokenapi.channel.Meeting;
import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.channel.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a store promises, whichever database is under it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private DatabaseSettings settings;
    private Database database;
    private Store store;

    abstract DatabaseSettings emptyDatabase() throws Exception;

    @BeforeAll
    void open() throws Exception {
        settings = emptyDatabase();
        database = Database.open(settings);
        store = new Store(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.use(handle -> {
            for (String table : List.of("revocations", "meetings", "channels", "roles", "users")) {
                handle.execute("DELETE FROM " + table);
            }
        });
        store.users().put(new User("alice", "Alice", "alice@example.com"));
        store.users().put(new User("bob", "Bob", null));
    }

    @Test
    void aSecondServerFindsTheTablesThere() {
        try (Database second = Database.open(settings)) {
            assertThat(new Store(second).users().find("alice")).isNotNull();
        }
    }

    @Test
    void aDatabaseOfALaterVersionIsLeftAlone() {
        database.use(handle -> handle.execute("INSERT INTO schema_version (version, script) VALUES (999, 'later')"));
        try {
            assertThatThrownBy(() -> database.use(handle -> Migrations.apply(handle.getJdbi())))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("version 999");
        } finally {
            database.use(handle -> handle.execute("DELETE FROM schema_version WHERE version = 999"));
        }
    }

    @Test
    void aUserComesBackAsItWasPut() {
        User renamed = new User("alice", "Alíce 🎥", null);
        assertThat(store.users().put(renamed)).isFalse();
        assertThat(store.users().find("alice")).isEqualTo(renamed);
        assertThat(store.users().put(new User("carol", "Carol", null))).isTrue();
        assertThat(store.users().delete("carol")).isTrue();
        assertThat(store.users().delete("carol")).isFalse();
        assertThat(store.users().find("carol")).isNull();
    }

    @Test
    void aSessionBelongsToOneUser() {
        Session first = new Session("alice", "client", "1", "secret", NOW);
        assertThat(store.sessions().put(first)).isTrue();
        Session replaced = new Session("alice", "client", null, "other", null);
        assertThat(store.sessions().put(replaced)).isFalse();
        assertThat(store.sessions().find("client")).isEqualTo(replaced);
        assertThatThrownBy(() -> store.sessions().put(new Session("bob", "client", "1", "s", null)))
                .isInstanceOf(StoreException.Duplicate.class);
        assertThatThrownBy(() -> store.sessions().put(new Session("nobody", "other", "1", "s", null)))
                .isInstanceOf(StoreException.MissingReference.class);
        assertThat(store.sessions().delete("bob", "client")).isFalse();
        store.sessions().renew("client", LATER);
        assertThat(store.sessions().ofUser("alice"))
                .extracting(Session::expiresAt)
                .containsExactly(LATER);
        assertThat(store.sessions().delete("alice", "client")).isTrue();
        assertThat(store.sessions().find("client")).isNull();
    }

    @Test
    void aChannelComesBackAsItWasPut() {
        store.roles().put(member("talker", "stream.send"));
        Channel channel = new Channel("c1", "general", ChannelType.WEBRTC, "alice", "talker", E2eePolicy.REQUIRE);
        assertThat(store.channels().put(channel)).isTrue();
        assertThat(store.channels().find("c1")).isEqualTo(channel);
        Channel replaced = new Channel("c1", "text", ChannelType.SIGNAL, "bob", null, null);
        assertThat(store.channels().put(replaced)).isFalse();
        assertThat(store.channels().find("c1")).isEqualTo(replaced);
        assertThatThrownBy(() -> store.channels().put(channel("c2", "nobody")))
                .isInstanceOf(StoreException.MissingReference.class);
        assertThat(store.channels().find("c2")).isNull();
    }

    @Test
    void channelsOfAUserAreThoseOwnedAndThoseJoined() {
        store.channels().put(channel("owned", "bob"));
        store.channels().put(channel("joined", "alice"));
        store.channels().put(channel("others", "alice"));
        store.members().put(new ChannelMember("joined", "bob", Set.of(), null));
        assertThat(store.channels().ofUser("bob")).extracting(Channel::id).containsExactlyInAnyOrder("owned", "joined");
    }

    @Test
    void aMemberComesBackAsItWasPut() {
        store.channels().put(channel("c1", "alice"));
        store.roles().put(member("talker", "stream.send"));
        store.roles().put(member("viewer", "stream.view"));
        ChannelMember member = new ChannelMember("c1", "bob", Set.of("talker", "viewer"), false);
        assertThat(store.members().put(member)).isTrue();
        assertThat(store.members().find("c1", "bob")).isEqualTo(member);
        assertThat(store.members().ofChannel("c1")).containsExactly(member);
        assertThat(store.members().ofRole("viewer")).containsExactly(member);
        ChannelMember replaced = new ChannelMember("c1", "bob", Set.of("viewer"), null);
        assertThat(store.members().put(replaced)).isFalse();
        assertThat(store.members().find("c1", "bob")).isEqualTo(replaced);
        assertThat(store.members().ofRole("talker")).isEmpty();
        assertThatThrownBy(() -> store.members().put(new ChannelMember("c1", "alice", Set.of("none"), null)))
                .isInstanceOf(StoreException.MissingReference.class);
        assertThat(store.members().find("c1", "alice")).as("half a membership").isNull();
        assertThat(store.members().delete("c1", "bob")).isTrue();
        assertThat(store.members().delete("c1", "bob")).isFalse();
    }

    @Test
    void roleNamesAreUniqueWithinTheirScope() {
        Role role = new Role("r1", "Moderator", RoleScope.CHANNEL_WEBRTC, Set.of("user.kick", "*"));
        assertThat(store.roles().put(role)).isTrue();
        assertThat(store.roles().put(role)).isFalse();
        assertThat(store.roles().find("r1")).isEqualTo(role);
        assertThat(store.roles().put(new Role("r2", "Moderator", RoleScope.CHANNEL_SIGNAL, Set.of())))
                .isTrue();
        assertThatThrownBy(() -> store.roles().put(new Role("r3", "Moderator", RoleScope.CHANNEL_SIGNAL, Set.of())))
                .isInstanceOf(StoreException.Duplicate.class);
        assertThat(store.roles().findAll(List.of("r1", "r2", "r3")))
                .extracting(Role::id)
                .containsExactly("r1", "r2");
    }

    @Test
    void aDeletedRoleIsTakenFromMembersAndChannels() {
        store.roles().put(member("talker", "stream.send"));
        store.channels().put(new Channel("c1", "general", ChannelType.WEBRTC, "alice", "talker", null));
        store.members().put(new ChannelMember("c1", "bob", Set.of("talker"), null));
        assertThat(store.channels().ofDefaultRole("talker")).hasSize(1);
        assertThat(store.roles().delete("talker")).isTrue();
        assertThat(found(store.members().find("c1", "bob")).roles()).isEmpty();
        assertThat(found(store.channels().find("c1")).defaultRole()).isNull();
    }

    @Test
    void aDeletedUserLeavesWhatItOwnedWithoutAnOwner() {
        store.channels().put(channel("c1", "bob"));
        store.channels().put(channel("c2", "alice"));
        store.members().put(new ChannelMember("c2", "bob", Set.of(), null));
        store.meetings().put(meeting("m1", "bob", Set.of("alice")));
        store.sessions().put(new Session("bob", "client", "1", "secret", null));
        store.users().delete("bob");
        assertThat(found(store.channels().find("c1")).owner()).isNull();
        assertThat(found(store.meetings().find("m1")).createdBy()).isNull();
        assertThat(store.members().ofChannel("c2")).isEmpty();
        assertThat(store.sessions().find("client")).isNull();
        store.users().put(new User("bob", "Another Bob", null));
        assertThat(store.channels().ofUser("bob")).as("what the namesake gets").isEmpty();
    }

    @Test
    void aMeetingComesBackAsItWasPut() {
        Meeting meeting = new Meeting("m1", "Plans", "alice", Set.of("bob"), Set.of("bob"), NOW, LATER, true);
        assertThat(store.meetings().put(meeting)).isTrue();
        assertThat(store.meetings().find("m1")).isEqualTo(meeting);
        assertThat(store.meetings().ofUser("bob")).containsExactly(meeting);
        Meeting replaced = meeting("m1", "bob", Set.of());
        assertThat(store.meetings().put(replaced)).isFalse();
        assertThat(store.meetings().find("m1")).isEqualTo(replaced);
        assertThat(store.meetings().ofUser("alice")).isEmpty();
        assertThatThrownBy(() -> store.meetings().put(meeting("m2", "alice", Set.of("nobody"))))
                .isInstanceOf(StoreException.MissingReference.class);
        assertThat(store.meetings().find("m2")).as("half a meeting").isNull();
        assertThat(store.meetings().delete("m1")).isTrue();
        assertThat(store.meetings().delete("m1")).isFalse();
    }

    @Test
    void aLinkIsUsedNoMoreOftenThanItMayBe() throws Exception {
        store.meetings().put(meeting("m1", "alice", Set.of()));
        store.guests().addLink(new GuestLink("link", "m1", "for all", "alice", 3, 0, LATER, true));
        List<Future<Boolean>> attempts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int guest = 0; guest < 12; guest++) {
                String session = "guest" + guest;
                attempts.add(threads.submit(() -> store.guests().register(guest(session), NOW)));
            }
        }
        assertThat(attempts.stream().filter(StoreContract::came)).hasSize(3);
        GuestLink used = found(store.guests().findLink("link"));
        assertThat(used.uses()).isEqualTo(3);
        assertThat(used.isUsable(NOW)).isFalse();
        assertThat(store.guests().links("m1")).containsExactly(used);
    }

    @Test
    void anExpiredOrRevokedLinkIsUsedByNobody() {
        store.meetings().put(meeting("m1", "alice", Set.of()));
        store.guests().addLink(new GuestLink("link", "m1", null, null, null, 0, LATER, true));
        assertThat(store.guests().register(guest("late"), LATER)).isFalse();
        assertThat(store.guests().register(guest("early"), NOW)).isTrue();
        assertThat(store.guests().revokeLink("m2", "link")).isFalse();
        assertThat(store.guests().revokeLink("m1", "link")).isTrue();
        assertThat(store.guests().register(guest("after"), NOW)).isFalse();
        assertThat(store.guests().find("late")).isNull();
        assertThat(store.guests().deleteLink("m1", "link")).isTrue();
        assertThat(found(store.guests().find("early")).linkToken()).isNull();
    }

    @Test
    void aGuestAsksWaitsAndIsAnsweredOnce() {
        store.meetings().put(meeting("m1", "alice", Set.of()));
        store.guests().addLink(new GuestLink("link", "m1", null, "alice", null, 0, null, true));
        Guest guest = guest("g1");
        store.guests().register(guest, NOW);
        assertThat(store.guests().find("g1")).isEqualTo(guest);
        assertThat(store.guests().decide("g1", Admission.ADMITTED, "alice", NOW))
                .as("before it asked")
                .isFalse();
        assertThat(store.guests().request("g1", NOW, NOW.minusSeconds(5))).isTrue();
        assertThat(store.guests().request("g1", NOW.plusSeconds(4), NOW.minusSeconds(1)))
                .as("impatient")
                .isFalse();
        assertThat(store.guests().waiting("m1", NOW))
                .extracting(Guest::sessionId)
                .containsExactly("g1");
        assertThat(store.guests().decide("g1", Admission.DECLINED, "alice", NOW))
                .isTrue();
        assertThat(store.guests().decide("g1", Admission.ADMITTED, "alice", NOW))
                .isFalse();
        assertThat(store.guests().request("g1", LATER, LATER.minusSeconds(5))).isTrue();
        assertThat(store.guests().decide("g1", Admission.ADMITTED, "alice", LATER))
                .isTrue();
        Guest admitted = found(store.guests().find("g1"));
        assertThat(admitted.admission()).isEqualTo(Admission.ADMITTED);
        assertThat(admitted.decidedBy()).isEqualTo("alice");
        assertThat(admitted.decidedAt()).isEqualTo(LATER);
        assertThat(store.guests().waiting("m1", LATER)).isEmpty();
        store.guests().setKeys("g1", "{\"new\":1}");
        assertThat(found(store.guests().find("g1")).keys()).isEqualTo("{\"new\":1}");
        assertThat(store.guests().forgetExpired(admitted.expiresAt())).isZero();
        assertThat(store.guests().forgetExpired(admitted.expiresAt().plusMillis(1)))
                .isEqualTo(1);
        assertThat(store.guests().find("g1")).isNull();
    }

    @Test
    void ofRevocationsTheLatestCounts() {
        RevocationTable table = store.revocations();
        table.put(new RevocationTable.Row("channel-c1", "bob", LATER));
        table.put(new RevocationTable.Row("channel-c1", "bob", NOW));
        table.put(new RevocationTable.Row("channel-c1", "", NOW));
        assertThat(table.all())
                .containsExactly(
                        new RevocationTable.Row("channel-c1", "", NOW),
                        new RevocationTable.Row("channel-c1", "bob", LATER));
        assertThat(table.forget(LATER)).isEqualTo(1);
        assertThat(table.all()).extracting(RevocationTable.Row::userId).containsExactly("bob");
    }

    @Test
    void whatFailsInATransactionLeavesNothingBehind() {
        assertThatThrownBy(() -> database.inTransaction(() -> {
                    store.users().put(new User("carol", "Carol", null));
                    throw new IllegalStateException("changed my mind");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.users().find("carol")).isNull();
    }

    @Test
    void aTextThatLooksLikeSqlIsAText() {
        User user = new User("carol", "'); DROP TABLE users; --", ":name ? <list>");
        store.users().put(user);
        assertThat(store.users().find("carol")).isEqualTo(user);
    }

    private static boolean came(Future<Boolean> attempt) {
        try {
            return attempt.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T found(@Nullable T value) {
        return Objects.requireNonNull(value, "found nothing");
    }

    private static Role member(String id, String permission) {
        return new Role(id, id, RoleScope.CHANNEL_WEBRTC, Set.of(permission));
    }

    private static Channel channel(String id, String owner) {
        return new Channel(id, id, ChannelType.WEBRTC, owner, null, null);
    }

    private static Meeting meeting(String id, String createdBy, Set<String> invited) {
        return new Meeting(id, "Meeting", createdBy, invited, Set.of(), null, null, false);
    }

    private static Guest guest(String session) {
        return new Guest(
                session,
                "m1",
                "link",
                "Gina",
                "00ff",
                "{}",
                Admission.REGISTERED,
                null,
                null,
                null,
                NOW.plusSeconds(90));
    }
}
