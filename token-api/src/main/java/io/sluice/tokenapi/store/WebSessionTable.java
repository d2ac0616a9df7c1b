package io.sluice.tokenapi.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table in which a web application keeps the sessions of its browsers, by the columns that session stores of Node.js have: {@code sid},
 * {@code expires} and {@code data}. The application writes it; here it is read.
 */
public final class WebSessionTable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final Database database;
    private final String table;

    /**
     * A row.
     *
     * @param data a JSON object, as the application wrote it
     * @param expires null for never
     */
    public record Row(String data, @Nullable Instant expires) {}

    /**
     * Makes the table if it is not there.
     *
     * @throws IllegalArgumentException when that is no plain name
     */
    public WebSessionTable(Database database, String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("not a plain name of a table: " + table);
        }
        this.database = database;
        this.table = table;
        database.use(handle -> handle.execute("CREATE TABLE IF NOT EXISTS " + table
                + " (sid VARCHAR(256) PRIMARY KEY, expires TIMESTAMP WITH TIME ZONE, data TEXT)"));
    }

    /** The row of this session, expired or not, or null. */
    public @Nullable Row find(String sessionId) {
        return database.with(handle -> handle.createQuery("SELECT data, expires FROM " + table + " WHERE sid = :sid")
                .bind("sid", sessionId)
                .map((row, context) -> read(row))
                .findOne()
                .orElse(null));
    }

    private static Row read(ResultSet row) throws SQLException {
        String data = row.getString("data");
        Timestamp expires = row.getTimestamp("expires");
        return new Row(data == null ? "" : data, expires == null ? null : expires.toInstant());
    }
}
