package io.sluice.tokenapi.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.store.Store;
import io.sluice.tokenapi.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions of clients that sign their requests. The secret goes in and never comes out. */
final class SessionResource implements Resource {
    private final Store store;

    SessionResource(Store store) {
        this.store = store;
    }

    @Override
    public String template() {
        return "/api/manage/users/{userId}/sessions/{clientId}";
    }

    @Override
    public @Nullable ObjectNode get(List<String> ids) {
        Session session = store.sessions().find(ids.get(1));
        if (session == null || !session.userId().equals(ids.getFirst())) {
            return null;
        }
        ObjectNode shown = Json.object().put("userId", session.userId()).put("clientId", session.clientId());
        Json.put(shown, "deviceId", session.deviceId());
        return Json.put(shown, "expiresAt", session.expiresAt());
    }

    @Override
    public boolean put(List<String> ids, Body body) {
        Session session = new Session(
                ids.getFirst(),
                ids.get(1),
                body.optionalIdOrNumber("deviceId"),
                body.text("secret"),
                body.optionalTime("expiresAt"));
        body.done();
        try {
            return store.sessions().put(session);
        } catch (StoreException.Duplicate e) {
            throw Problem.conflict("clientId", "belongs to another user");
        } catch (StoreException.MissingReference e) {
            throw Problem.conflict("userId", "there is no such user");
        }
    }

    @Override
    public boolean delete(List<String> ids) {
        return store.sessions().delete(ids.getFirst(), ids.get(1));
    }
}
