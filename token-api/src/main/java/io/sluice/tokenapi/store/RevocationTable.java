package io.sluice.tokenapi.store;

import java.time.Instant;
import java.util.List;

/** Which tokens have been taken back, so that it is known after a restart. */
public final class RevocationTable {
    private final Database database;

    /**
     * Tokens taken back.
     *
     * @param userId whose; empty for everybody's
     * @param issuedBefore which of them
     */
    public record Row(String room, String userId, Instant issuedBefore) {}

    public RevocationTable(Database database) {
        this.database = database;
    }

    /** Stores or replaces; a later time takes in an earlier one. */
    public void put(Row row) {
        database.change(handle -> Upsert.put(
                handle,
                "INSERT INTO revocations (room, user_id, issued_before) VALUES (:room, :user, :before)"
                        + " ON CONFLICT DO NOTHING",
                "UPDATE revocations SET issued_before = :before WHERE room = :room AND user_id = :user"
                        + " AND issued_before < :before",
                statement -> statement
                        .bind("room", row.room())
                        .bind("user", row.userId())
                        .bind("before", row.issuedBefore().toEpochMilli())));
    }

    /** All of them, the oldest first. */
    public List<Row> all() {
        return database.with(handle -> handle.createQuery("SELECT * FROM revocations ORDER BY issued_before")
                .map((row, context) -> new Row(
                        row.getString("room"),
                        row.getString("user_id"),
                        Instant.ofEpochMilli(row.getLong("issued_before"))))
                .list());
    }

    /** Forgets those that are about tokens which have expired by now. @return how many */
    public int forget(Instant issuedBefore) {
        return database.with(handle ->
                handle.execute("DELETE FROM revocations WHERE issued_before < ?", issuedBefore.toEpochMilli()));
    }
}
