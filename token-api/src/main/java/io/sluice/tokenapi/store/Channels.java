package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.E2eePolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channels. Whoever deletes one deletes its memberships. */
public final class Channels {
    private final Database database;

    public Channels(Database database) {
        this.database = database;
    }

    /** The channel of this id, or null. */
    public @Nullable Channel find(String id) {
        return database.with(handle -> handle.createQuery("SELECT * FROM channels WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> channel(row))
                .findOne()
                .orElse(null));
    }

    /** Channels that this user owns or is a member of, by name. */
    public List<Channel> ofUser(String userId) {
        return database.with(handle -> handle.createQuery("SELECT * FROM channels WHERE owner = :user OR id IN"
                        + " (SELECT channel_id FROM channel_members WHERE user_id = :user) ORDER BY name, id")
                .bind("user", userId)
                .map((row, context) -> channel(row))
                .list());
    }

    /** Channels whose members without roles have this one. */
    public List<Channel> ofDefaultRole(String roleId) {
        return database.with(
                handle -> handle.createQuery("SELECT * FROM channels WHERE default_role = :role ORDER BY id")
                        .bind("role", roleId)
                        .map((row, context) -> channel(row))
                        .list());
    }

    /**
     * Stores or replaces.
     *
     * @return whether it is new
     * @throws StoreException.MissingReference when owner or default role do not exist
     */
    public boolean put(Channel channel) {
        return database.change(handle -> Upsert.put(
                handle,
                "INSERT INTO channels (id, name, type, owner, default_role, e2ee)"
                        + " VALUES (:id, :name, :type, :owner, :role, :e2ee) ON CONFLICT DO NOTHING",
                "UPDATE channels SET name = :name, type = :type, owner = :owner, default_role = :role, e2ee = :e2ee"
                        + " WHERE id = :id",
                statement -> statement
                        .bind("id", channel.id())
                        .bind("name", channel.name())
                        .bind("type", channel.type().label())
                        .bind("owner", channel.owner())
                        .bind("role", channel.defaultRole())
                        .bind(
                                "e2ee",
                                channel.e2ee() == null ? null : channel.e2ee().label())));
    }

    /** @return whether there was one */
    public boolean delete(String id) {
        return database.with(handle -> handle.execute("DELETE FROM channels WHERE id = ?", id) > 0);
    }

    private static Channel channel(ResultSet row) throws SQLException {
        String e2ee = row.getString("e2ee");
        return new Channel(
                row.getString("id"),
                row.getString("name"),
                Objects.requireNonNull(ChannelType.ofLabel(row.getString("type"))),
                row.getString("owner"),
                row.getString("default_role"),
                e2ee == null ? null : E2eePolicy.ofLabel(e2ee));
    }
}
