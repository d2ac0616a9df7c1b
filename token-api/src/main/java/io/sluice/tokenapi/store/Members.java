package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.ChannelMember;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Memberships of channels. */
public final class Members {
    private static final String MEMBERS = "SELECT m.channel_id, m.user_id, m.channel_webrtc, r.role_id"
            + " FROM channel_members m LEFT JOIN member_roles r"
            + " ON r.channel_id = m.channel_id AND r.user_id = m.user_id WHERE ";

    private final Database database;

    public Members(Database database) {
        this.database = database;
    }

    /** A user's membership of a channel, or null. */
    public @Nullable ChannelMember find(String channelId, String userId) {
        List<ChannelMember> found = database.with(handle -> read(
                handle,
                "m.channel_id = :channel AND m.user_id = :user",
                query -> query.bind("channel", channelId).bind("user", userId)));
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Members of a channel, by user id. */
    public List<ChannelMember> ofChannel(String channelId) {
        return database.with(
                handle -> read(handle, "m.channel_id = :channel", query -> query.bind("channel", channelId)));
    }

    /** Memberships in which this role is held. */
    public List<ChannelMember> ofRole(String roleId) {
        return database.with(handle -> read(
                handle,
                "EXISTS (SELECT 1 FROM member_roles h WHERE h.channel_id = m.channel_id AND h.user_id = m.user_id"
                        + " AND h.role_id = :role)",
                query -> query.bind("role", roleId)));
    }

    /**
     * Stores or replaces, roles included.
     *
     * @return whether it is new
     * @throws StoreException.MissingReference when channel, user or a role do not exist
     */
    public boolean put(ChannelMember member) {
        return database.change(handle -> {
            boolean created = Upsert.put(
                    handle,
                    "INSERT INTO channel_members (channel_id, user_id, channel_webrtc) VALUES (:channel, :user, :webrtc)"
                            + " ON CONFLICT DO NOTHING",
                    "UPDATE channel_members SET channel_webrtc = :webrtc"
                            + " WHERE channel_id = :channel AND user_id = :user",
                    statement -> statement
                            .bind("channel", member.channelId())
                            .bind("user", member.userId())
                            .bind("webrtc", member.channelWebRtc()));
            handle.execute(
                    "DELETE FROM member_roles WHERE channel_id = ? AND user_id = ?",
                    member.channelId(),
                    member.userId());
            for (String role : member.roles()) {
                handle.execute(
                        "INSERT INTO member_roles (channel_id, user_id, role_id) VALUES (?, ?, ?)",
                        member.channelId(),
                        member.userId(),
                        role);
            }
            return created;
        });
    }

    /** @return whether there was one */
    public boolean delete(String channelId, String userId) {
        return database.with(handle ->
                handle.execute("DELETE FROM channel_members WHERE channel_id = ? AND user_id = ?", channelId, userId)
                        > 0);
    }

    private static List<ChannelMember> read(Handle handle, String condition, UnaryOperator<Query> bound) {
        Map<List<String>, Set<String>> roles = new LinkedHashMap<>();
        Map<List<String>, @Nullable Boolean> overrides = new LinkedHashMap<>();
        bound.apply(handle.createQuery(MEMBERS + condition + " ORDER BY m.channel_id, m.user_id"))
                .map((row, context) -> collect(row, roles, overrides))
                .list();
        return roles.entrySet().stream()
                .map(entry -> new ChannelMember(
                        entry.getKey().getFirst(),
                        entry.getKey().getLast(),
                        entry.getValue(),
                        overrides.get(entry.getKey())))
                .toList();
    }

    private static boolean collect(
            ResultSet row, Map<List<String>, Set<String>> roles, Map<List<String>, @Nullable Boolean> overrides)
            throws SQLException {
        List<String> key = List.of(row.getString("channel_id"), row.getString("user_id"));
        Set<String> held = roles.computeIfAbsent(key, unused -> new HashSet<>());
        overrides.put(key, Columns.flag(row, "channel_webrtc"));
        String role = row.getString("role_id");
        return role != null && held.add(role);
    }
}
