package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Users. Whoever deletes one deletes its sessions and memberships; what it owned remains without an owner. */
public final class Users {
    private final Database database;

    public Users(Database database) {
        this.database = database;
    }

    /** The user of this id, or null. */
    public @Nullable User find(String id) {
        return database.with(handle -> handle.createQuery("SELECT * FROM users WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> user(row))
                .findOne()
                .orElse(null));
    }

    /** Stores or replaces. @return whether it is new */
    public boolean put(User user) {
        return database.change(handle -> Upsert.put(
                handle,
                "INSERT INTO users (id, name, email) VALUES (:id, :name, :email) ON CONFLICT DO NOTHING",
                "UPDATE users SET name = :name, email = :email WHERE id = :id",
                statement -> statement
                        .bind("id", user.id())
                        .bind("name", user.name())
                        .bind("email", user.email())));
    }

    /** @return whether there was one */
    public boolean delete(String id) {
        return database.with(handle -> handle.execute("DELETE FROM users WHERE id = ?", id) > 0);
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(row.getString("id"), row.getString("name"), row.getString("email"));
    }
}
