package io.sluice.server.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.Session;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.http.ApiAnswer;
import io.sluice.tokenapi.http.ApiCall;
import io.sluice.tokenapi.http.ApiHandler;
import io.sluice.tokenapi.store.Store;

/**
 * Lets the meeting page be one of the {@link DemoData} people: {@code GET} is answered by
 * {@code {"accounts": [{"user", "name", "client", "secret", "channels": [{"id", "name"}]}]}}, where client and secret are those of a
 * session, to sign requests with. For development mode only, where everybody may be anybody.
 */
final class DemoAccounts implements ApiHandler {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Store store;

    DemoAccounts(Store store) {
        this.store = store;
    }

    @Override
    public ApiAnswer answer(ApiCall call) {
        if (!call.method().equals("GET")) {
            return ApiAnswer.text(405, "GET it");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode accounts = answer.putArray("accounts");
        for (User user : DemoData.USERS) {
            Session session = store.sessions().find(DemoData.clientOf(user));
            if (session != null) {
                add(accounts.addObject(), user, session);
            }
        }
        return ApiAnswer.json(200, answer.toString());
    }

    private void add(ObjectNode account, User user, Session session) {
        account.put("user", user.id())
                .put("name", user.name())
                .put("client", session.clientId())
                .put("secret", session.secret());
        ArrayNode channels = account.putArray("channels");
        for (Channel channel : store.channels().ofUser(user.id())) {
            if (channel.type() == ChannelType.WEBRTC) {
                channels.addObject().put("id", channel.id()).put("name", channel.name());
            }
        }
    }
}
