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
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Lets the meeting page be one of the {@link DemoData} people: {@code GET} is answered by
 * {@code {"accounts": [{"user", "name", "client", "secret", "channels": [{"id", "name"}]}]}}, where client and secret are those of a
 * session, to sign requests with. For development mode only, where everybody may be anybody.
 */
final class DemoAccounts implements ApiHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECRET_BYTES = 32;
    private static final String DEVICE = "1";

    private final Store store;

    /** Signs the people in, each with a secret of its own. */
    DemoAccounts(Store store, SecureRandom random) {
        this.store = store;
        for (User user : DemoData.USERS) {
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            store.sessions()
                    .put(new Session(user.id(), client(user), DEVICE, HexFormat.of().formatHex(secret), null));
        }
    }

    private static String client(User user) {
        return user.id() + "-page";
    }

    @Override
    public ApiAnswer answer(ApiCall call) {
        if (!call.method().equals("GET")) {
            return ApiAnswer.text(405, "GET it");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode accounts = answer.putArray("accounts");
        for (User user : DemoData.USERS) {
            Session session = store.sessions().find(client(user));
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
