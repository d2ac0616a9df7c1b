package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.WebSessions;
import io.sluice.tokenapi.store.WebSessionTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sessions of browsers in the database, whose data say who somebody is: {@code uuid}, and perhaps {@code deviceId} and {@code clientId}. */
public record StoredWebSessions(WebSessionTable table) implements WebSessions {
    @Override
    public @Nullable WebSession find(String sessionId, Instant now) {
        WebSessionTable.Row row = table.find(sessionId);
        if (row == null || (row.expires() != null && !now.isBefore(row.expires()))) {
            return null;
        }
        ObjectNode data = JsonBody.object(row.data().getBytes(StandardCharsets.UTF_8));
        String user = data == null ? null : text(data.get("uuid"));
        return data == null || user == null
                ? null
                : new WebSession(
                        user,
                        text(data.get("deviceId")),
                        text(data.get("clientId")),
                        data.path("authenticated").asBoolean(false));
    }

    /** Devices are numbers with some applications. */
    private static @Nullable String text(@Nullable JsonNode node) {
        return node != null
                        && node.isValueNode()
                        && !node.isNull()
                        && !node.asText().isEmpty()
                ? node.asText()
                : null;
    }
}
