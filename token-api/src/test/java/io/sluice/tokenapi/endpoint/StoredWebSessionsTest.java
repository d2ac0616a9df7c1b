package io.sluice.tokenapi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.tokenapi.caller.WebSessions.WebSession;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.WebSessionTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredWebSessionsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final DatabaseSettings settings = DatabaseSettings.inMemory();

    /** As an application does. */
    private void write(String id, @Nullable Instant expires, String data) throws Exception {
        try (Connection application = DriverManager.getConnection(settings.url());
                PreparedStatement insert =
                        application.prepareStatement("INSERT INTO sessions (sid, expires, data) VALUES (?, ?, ?)")) {
            insert.setString(1, id);
            insert.setTimestamp(2, expires == null ? null : Timestamp.from(expires));
            insert.setString(3, data);
            insert.executeUpdate();
        }
    }

    @Test
    void aSessionIsItsUserUntilItEnds() throws Exception {
        try (Database database = Database.open(settings)) {
            StoredWebSessions sessions = new StoredWebSessions(new WebSessionTable(database, "sessions"));
            write(
                    "a",
                    NOW.plusSeconds(1),
                    "{\"uuid\":\"alice\",\"deviceId\":2,\"clientId\":\"c\",\"authenticated\":true}");
            write("b", NOW, "{\"uuid\":\"bob\"}");
            write("c", null, "{\"uuid\":\"carol\",\"cookie\":{}}");
            write("d", null, "{\"email\":\"dave@example.com\"}");
            write("e", null, "nothing");
            assertThat(sessions.find("a", NOW)).isEqualTo(new WebSession("alice", "2", "c", true));
            assertThat(sessions.find("b", NOW)).isNull();
            assertThat(sessions.find("c", NOW)).isEqualTo(new WebSession("carol", null, null, false));
            assertThat(sessions.find("d", NOW)).isNull();
            assertThat(sessions.find("e", NOW)).isNull();
            assertThat(sessions.find("f", NOW)).isNull();
            assertThat(new WebSessionTable(database, "sessions").find("a")).isNotNull();
            assertThatThrownBy(() -> new WebSessionTable(database, "x; DROP TABLE users"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
