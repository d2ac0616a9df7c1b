package io.sluice.tokenapi.store;

import io.sluice.tokenapi.channel.Admission;
import io.sluice.tokenapi.channel.Guest;
import io.sluice.tokenapi.channel.GuestLink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Links that invite guests, and the guests who followed them. */
public final class Guests {
    private final Database database;

    public Guests(Database database) {
        this.database = database;
    }

    /** The link of this token, usable or not, or null. */
    public @Nullable GuestLink findLink(String token) {
        return database.with(handle -> handle.createQuery("SELECT * FROM guest_links WHERE token = :token")
                .bind("token", token)
                .map((row, context) -> link(row))
                .findOne()
                .orElse(null));
    }

    /** Links of a meeting, usable or not. */
    public List<GuestLink> links(String meetingId) {
        return database.with(
                handle -> handle.createQuery("SELECT * FROM guest_links WHERE meeting_id = :meeting ORDER BY token")
                        .bind("meeting", meetingId)
                        .map((row, context) -> link(row))
                        .list());
    }

    /** Stores a new link. @throws StoreException.MissingReference when there is no such meeting */
    public void addLink(GuestLink link) {
        database.use(handle -> handle.createUpdate("INSERT INTO guest_links"
                        + " (token, meeting_id, label, created_by, max_uses, uses, expires_at, active)"
                        + " VALUES (:token, :meeting, :label, :by, :max, :uses, :expires, :active)")
                .bind("token", link.token())
                .bind("meeting", link.meetingId())
                .bind("label", link.label())
                .bind("by", link.createdBy())
                .bind("max", link.maxUses())
                .bind("uses", link.uses())
                .bind("expires", Columns.millis(link.expiresAt()))
                .bind("active", link.active())
                .execute());
    }

    /** Nobody else can register with this link. @return whether there is such a link of the meeting */
    public boolean revokeLink(String meetingId, String token) {
        return database.with(handle -> handle.execute(
                        "UPDATE guest_links SET active = FALSE WHERE token = ? AND meeting_id = ?", token, meetingId)
                > 0);
    }

    /** @return whether there was such a link of the meeting */
    public boolean deleteLink(String meetingId, String token) {
        return database.with(handle ->
                handle.execute("DELETE FROM guest_links WHERE token = ? AND meeting_id = ?", token, meetingId) > 0);
    }

    /**
     * Uses a link once: stores the guest if the link still has a use left, however many try at the same time.
     *
     * @return false when the link is used up, expired, revoked or gone; nothing was stored then
     */
    public boolean register(Guest guest, Instant now) {
        return database.change(handle -> {
            int used = handle.execute(
                    "UPDATE guest_links SET uses = uses + 1 WHERE token = ? AND meeting_id = ? AND active = TRUE"
                            + " AND (max_uses IS NULL OR uses < max_uses) AND (expires_at IS NULL OR expires_at > ?)",
                    guest.linkToken(),
                    guest.meetingId(),
                    now.toEpochMilli());
            if (used > 0) {
                insert(guest);
            }
            return used > 0;
        });
    }

    /** The guest of this session, expired or not, or null. */
    public @Nullable Guest find(String sessionId) {
        return database.with(handle -> handle.createQuery("SELECT * FROM guests WHERE session_id = :session")
                .bind("session", sessionId)
                .map((row, context) -> guest(row))
                .findOne()
                .orElse(null));
    }

    /** Guests of a meeting who wait for an answer and whose session has not ended, the longest waiting first. */
    public List<Guest> waiting(String meetingId, Instant now) {
        return database.with(handle -> handle.createQuery("SELECT * FROM guests WHERE meeting_id = :meeting"
                        + " AND admission = :requesting AND expires_at > :now ORDER BY requested_at, session_id")
                .bind("meeting", meetingId)
                .bind("requesting", Admission.REQUESTING.label())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> guest(row))
                .list());
    }

    /** Guests of a meeting who were let in and whose session has not ended. */
    public List<Guest> admitted(String meetingId, Instant now) {
        return database.with(handle -> handle.createQuery("SELECT * FROM guests WHERE meeting_id = :meeting"
                        + " AND admission = :admitted AND expires_at > :now ORDER BY session_id")
                .bind("meeting", meetingId)
                .bind("admitted", Admission.ADMITTED.label())
                .bind("now", now.toEpochMilli())
                .map((row, context) -> guest(row))
                .list());
    }

    /**
     * Asks for admission, unless that was done too short a time ago or the guest is in already.
     *
     * @param notSince asking again is for those who last asked before
     * @return whether the guest waits now because of this
     */
    public boolean request(String sessionId, Instant now, Instant notSince) {
        return database.with(handle -> handle.execute(
                        "UPDATE guests SET admission = ?, requested_at = ? WHERE session_id = ?"
                                + " AND admission <> ? AND (requested_at IS NULL OR requested_at <= ?)",
                        Admission.REQUESTING.label(),
                        now.toEpochMilli(),
                        sessionId,
                        Admission.ADMITTED.label(),
                        notSince.toEpochMilli())
                > 0);
    }

    /** Answers a guest who waits. @return false when that guest does not wait */
    public boolean decide(String sessionId, Admission answer, String by, Instant now) {
        return database.with(handle -> handle.execute(
                        "UPDATE guests SET admission = ?, decided_by = ?, decided_at = ?"
                                + " WHERE session_id = ? AND admission = ?",
                        answer.label(),
                        by,
                        now.toEpochMilli(),
                        sessionId,
                        Admission.REQUESTING.label())
                > 0);
    }

    /** Replaces what a guest has published for key exchanges. */
    public void setKeys(String sessionId, String keys) {
        database.use(
                handle -> handle.execute("UPDATE guests SET key_bundle = ? WHERE session_id = ?", keys, sessionId));
    }

    /** @return whether there was one */
    public boolean delete(String sessionId) {
        return database.with(handle -> handle.execute("DELETE FROM guests WHERE session_id = ?", sessionId) > 0);
    }

    /** Forgets sessions that ended before. @return how many */
    public int forgetExpired(Instant before) {
        return database.with(
                handle -> handle.execute("DELETE FROM guests WHERE expires_at < ?", before.toEpochMilli()));
    }

    private void insert(Guest guest) {
        database.use(
                handle -> handle.createUpdate("INSERT INTO guests (session_id, meeting_id, link_token, display_name,"
                                + " secret_hash, key_bundle, admission, requested_at, decided_by, decided_at, expires_at)"
                                + " VALUES (:session, :meeting, :link, :name, :hash, :keys, :admission, :requested, :by, :at,"
                                + " :expires)")
                        .bind("session", guest.sessionId())
                        .bind("meeting", guest.meetingId())
                        .bind("link", guest.linkToken())
                        .bind("name", guest.displayName())
                        .bind("hash", guest.secretHash())
                        .bind("keys", guest.keys())
                        .bind("admission", guest.admission().label())
                        .bind("requested", Columns.millis(guest.requestedAt()))
                        .bind("by", guest.decidedBy())
                        .bind("at", Columns.millis(guest.decidedAt()))
                        .bind("expires", guest.expiresAt().toEpochMilli())
                        .execute());
    }

    private static GuestLink link(ResultSet row) throws SQLException {
        return new GuestLink(
                row.getString("token"),
                row.getString("meeting_id"),
                row.getString("label"),
                row.getString("created_by"),
                Columns.number(row, "max_uses"),
                row.getInt("uses"),
                Columns.time(row, "expires_at"),
                row.getBoolean("active"));
    }

    private static Guest guest(ResultSet row) throws SQLException {
        return new Guest(
                row.getString("session_id"),
                row.getString("meeting_id"),
                row.getString("link_token"),
                row.getString("display_name"),
                row.getString("secret_hash"),
                row.getString("key_bundle"),
                Admission.valueOf(row.getString("admission").toUpperCase(Locale.ROOT)),
                Columns.time(row, "requested_at"),
                row.getString("decided_by"),
                Columns.time(row, "decided_at"),
                Objects.requireNonNull(Columns.time(row, "expires_at")));
    }
}
