package io.sluice.server.callers;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sluice.server.Await;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A running node whose database fails, and is well again. */
class BrokenDatabaseIT {
    private static final String KEY = "a-key-of-at-least-thirty-two-characters";
    private static final String DATABASE =
            "jdbc:h2:mem:broken;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.sluice.server.node.CallerRoutes");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final CallingNode node =
            new CallingNode("token_api: {url: \"wss://sfu.example\", database: {url: \"%s\"}, api_keys: {alice: %s}}\n"
                    .formatted(DATABASE, KEY));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        node.close();
    }

    private static void database(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(DATABASE)) {
            connection.createStatement().execute(statement);
        }
    }

    private HttpResponse<String> byKey() {
        return node.send(node.request("/api/livekit/token")
                .header("X-Api-Key", KEY)
                .POST(BodyPublishers.ofString("{\"channelId\":\"" + CallingNode.CHANNEL + "\"}")));
    }

    @Test
    void theCallerLearnsThatItFailedAndTheLogNothingOfTheRequest() throws SQLException {
        assertThat(node.channelToken("alice").statusCode()).isEqualTo(200);

        database("ALTER TABLE channels RENAME TO channels_elsewhere");
        for (HttpResponse<String> failed : List.of(node.channelToken("alice"), byKey())) {
            assertThat(failed.statusCode()).isEqualTo(500);
            assertThat(failed.body()).isEqualTo("{\"error\":\"Failed to generate token\"}");
        }
        database("ALTER TABLE client_sessions RENAME TO sessions_elsewhere");
        HttpResponse<String> unknown = node.channelToken("alice");
        assertThat(unknown.statusCode()).isEqualTo(500);
        assertThat(unknown.body()).isEqualTo("{\"error\":\"auth_error\"}");

        Await.until("three lines", () -> log.list.size(), lines -> lines == 3);
        assertThat(log.list).allSatisfy(line -> {
            assertThat(line.getThrowableProxy()).isNull();
            assertThat(line.getFormattedMessage())
                    .startsWith("token_api_failed endpoint=/api/livekit/token ")
                    .doesNotContain(CallingNode.CHANNEL, CallingNode.secret("alice"), KEY);
        });

        database("ALTER TABLE channels_elsewhere RENAME TO channels");
        database("ALTER TABLE sessions_elsewhere RENAME TO client_sessions");
        assertThat(node.channelToken("alice").statusCode()).isEqualTo(200);
        assertThat(byKey().statusCode()).isEqualTo(200);
    }
}
