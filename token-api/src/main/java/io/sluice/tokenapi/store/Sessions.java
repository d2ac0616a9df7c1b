package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions of clients. */
public final class Sessions {
    private final Database database;

    public Sessions(Database database) {
        this.database = database;
    }

    /** The session of this client, expired or not, or null. */
    public @Nullable Session find(String clientId) {
        return database.with(handle -> handle.createQuery("SELECT * FROM client_sessions WHERE client_id = :client")
                .bind("client", clientId)
                .map((row, context) -> session(row))
                .findOne()
                .orElse(null));
    }

    /** Sessions of one user, expired or not, by client id. */
    public List<Session> ofUser(String userId) {
        return database.with(
                handle -> handle.createQuery("SELECT * FROM client_sessions WHERE user_id = :user ORDER BY client_id")
                        .bind("user", userId)
                        .map((row, context) -> session(row))
                        .list());
    }

    /**
     * Stores or replaces.
     *
     * @return whether it is new
     * @throws StoreException.Duplicate when another user has a session of this client
     * @throws StoreException.MissingReference when there is no such user
     */
    public boolean put(Session session) {
        return database.change(handle -> {
            Session held = find(session.clientId());
            if (held != null && !held.userId().equals(session.userId())) {
                throw new StoreException.Duplicate(new IllegalArgumentException("the client is another user's"));
            }
            return Upsert.put(
                    handle,
                    "INSERT INTO client_sessions (client_id, user_id, device_id, secret, expires_at)"
                            + " VALUES (:client, :user, :device, :secret, :expires) ON CONFLICT DO NOTHING",
                    "UPDATE client_sessions SET device_id = :device, secret = :secret, expires_at = :expires"
                            + " WHERE client_id = :client AND user_id = :user",
                    statement -> statement
                            .bind("client", session.clientId())
                            .bind("user", session.userId())
                            .bind("device", session.deviceId())
                            .bind("secret", session.secret())
                            .bind("expires", Columns.millis(session.expiresAt())));
        });
    }

    /** Moves the end of a session; nothing happens where there is none. */
    public void renew(String clientId, Instant expiresAt) {
        database.use(handle -> handle.execute(
                "UPDATE client_sessions SET expires_at = ? WHERE client_id = ?", expiresAt.toEpochMilli(), clientId));
    }

    /** @return whether this user had a session of that client */
    public boolean delete(String userId, String clientId) {
        return database.with(handle ->
                handle.execute("DELETE FROM client_sessions WHERE client_id = ? AND user_id = ?", clientId, userId)
                        > 0);
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("user_id"),
                row.getString("client_id"),
                row.getString("device_id"),
                row.getString("secret"),
                Columns.time(row, "expires_at"));
    }
}
