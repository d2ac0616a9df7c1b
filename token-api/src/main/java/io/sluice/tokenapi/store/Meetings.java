package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.Meeting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Meetings. Whoever deletes one deletes its links and guests. */
public final class Meetings {
    private final Database database;

    public Meetings(Database database) {
        this.database = database;
    }

    /** The meeting of this id, or null. */
    public @Nullable Meeting find(String id) {
        return database.with(handle -> handle.createQuery("SELECT * FROM meetings WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> meeting(handle, row))
                .findOne()
                .orElse(null));
    }

    /** Meetings that this user created, manages or is invited to, by id. */
    public List<Meeting> ofUser(String userId) {
        List<String> ids = database.with(handle -> handle.createQuery("SELECT id FROM meetings WHERE created_by = :user"
                        + " OR id IN (SELECT meeting_id FROM meeting_people WHERE user_id = :user) ORDER BY id")
                .bind("user", userId)
                .mapTo(String.class)
                .list());
        return ids.stream().map(this::find).filter(meeting -> meeting != null).toList();
    }

    /** Ids of instant calls that began before a time. */
    public List<String> callsBefore(Instant time) {
        return database.with(handle -> handle.createQuery(
                        "SELECT id FROM meetings WHERE id LIKE 'call!_%' ESCAPE '!' AND starts_at < :time ORDER BY id")
                .bind("time", time.toEpochMilli())
                .mapTo(String.class)
                .list());
    }

    /**
     * Stores or replaces.
     *
     * @return whether it is new
     * @throws StoreException.MissingReference when one of the people does not exist
     */
    public boolean put(Meeting meeting) {
        return database.change(handle -> {
            boolean created = Upsert.put(
                    handle,
                    "INSERT INTO meetings (id, title, created_by, starts_at, ends_at, allow_external)"
                            + " VALUES (:id, :title, :by, :starts, :ends, :external) ON CONFLICT DO NOTHING",
                    "UPDATE meetings SET title = :title, created_by = :by, starts_at = :starts, ends_at = :ends,"
                            + " allow_external = :external WHERE id = :id",
                    statement -> statement
                            .bind("id", meeting.id())
                            .bind("title", meeting.title())
                            .bind("by", meeting.createdBy())
                            .bind("starts", Columns.millis(meeting.startsAt()))
                            .bind("ends", Columns.millis(meeting.endsAt()))
                            .bind("external", meeting.allowExternal()));
            handle.execute("DELETE FROM meeting_people WHERE meeting_id = ?", meeting.id());
            insert(handle, meeting.id(), meeting.invited(), false);
            insert(handle, meeting.id(), meeting.managers(), true);
            return created;
        });
    }

    /** @return whether there was one */
    public boolean delete(String id) {
        return database.with(handle -> handle.execute("DELETE FROM meetings WHERE id = ?", id) > 0);
    }

    private static void insert(Handle handle, String meetingId, Collection<String> users, boolean manager) {
        for (String user : users) {
            handle.execute(
                    "INSERT INTO meeting_people (meeting_id, user_id, manager) VALUES (?, ?, ?)",
                    meetingId,
                    user,
                    manager);
        }
    }

    private static Set<String> people(Handle handle, String meetingId, boolean manager) {
        return new HashSet<>(
                handle.createQuery("SELECT user_id FROM meeting_people WHERE meeting_id = :id AND manager = :manager")
                        .bind("id", meetingId)
                        .bind("manager", manager)
                        .mapTo(String.class)
                        .list());
    }

    private static Meeting meeting(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new Meeting(
                id,
                row.getString("title"),
                row.getString("created_by"),
                people(handle, id, false),
                people(handle, id, true),
                Columns.time(row, "starts_at"),
                Columns.time(row, "ends_at"),
                row.getBoolean("allow_external"));
    }
}
