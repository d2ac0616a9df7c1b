package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.Role;
import io.sluice.tokenapi.channel.RoleScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Roles. Whoever deletes one takes it from all who hold it. */
public final class Roles {
    private final Database database;

    public Roles(Database database) {
        this.database = database;
    }

    /** The role of this id, or null. */
    public @Nullable Role find(String id) {
        List<Role> found = findAll(List.of(id));
        return found.isEmpty() ? null : found.getFirst();
    }

    /** Those of these roles that exist, by id. */
    public List<Role> findAll(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.with(handle -> handle.createQuery("SELECT * FROM roles WHERE id IN (<ids>) ORDER BY id")
                .bindList("ids", List.copyOf(ids))
                .map((row, context) -> role(row))
                .list());
    }

    /**
     * Stores or replaces.
     *
     * @return whether it is new
     * @throws StoreException.Duplicate when another role of the scope has this name
     */
    public boolean put(Role role) {
        // Named: a taken name is no reason to do nothing.
        return database.change(handle -> {
            boolean created = find(role.id()) == null;
            String statement = created
                    ? "INSERT INTO roles (id, name, scope, permissions) VALUES (:id, :name, :scope, :permissions)"
                    : "UPDATE roles SET name = :name, scope = :scope, permissions = :permissions WHERE id = :id";
            handle.createUpdate(statement)
                    .bind("id", role.id())
                    .bind("name", role.name())
                    .bind("scope", role.scope().label())
                    .bind("permissions", Columns.words(role.permissions()))
                    .execute();
            return created;
        });
    }

    /** @return whether there was one */
    public boolean delete(String id) {
        return database.with(handle -> handle.execute("DELETE FROM roles WHERE id = ?", id) > 0);
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(
                row.getString("id"),
                row.getString("name"),
                Objects.requireNonNull(RoleScope.ofLabel(row.getString("scope"))),
                Columns.words(row.getString("permissions")));
    }
}
