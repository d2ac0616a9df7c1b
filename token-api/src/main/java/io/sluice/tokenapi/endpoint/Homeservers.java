package io.sluice.tokenapi.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.caller.WebFetch;
import io.sluice.tokenapi.caller.WebFetch.Fetched;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Matrix homeservers whose users may come, and how to ask them who somebody is (Matrix server-server API, OpenID). */
final class Homeservers {
    private static final String USER_INFO = "/_matrix/federation/v1/openid/userinfo?access_token=";

    private final Map<String, URI> addresses;
    private final WebFetch web;

    /** @param addresses server name to base URL */
    Homeservers(Map<String, URI> addresses, WebFetch web) {
        this.addresses = Map.copyOf(addresses);
        this.web = web;
    }

    /** Whether users of this server may come. */
    boolean isKnown(String server) {
        return addresses.containsKey(server);
    }

    /**
     * The Matrix id of whoever has this token, null when its server knows of none or speaks of another server's user.
     *
     * @throws IOException when it can not be asked
     */
    @Nullable
    String userOf(String server, String accessToken) throws IOException, InterruptedException {
        URI base = addresses.get(server);
        if (base == null) {
            return null;
        }
        String address = base.toString().replaceAll("/+$", "")
                + USER_INFO
                + URLEncoder.encode(accessToken, StandardCharsets.UTF_8);
        Fetched fetched = web.get(URI.create(address), Map.of());
        if (fetched.status() >= 500) {
            throw new IOException("status " + fetched.status() + " from " + server);
        }
        ObjectNode answer =
                fetched.status() == 200 ? JsonBody.object(fetched.body().getBytes(StandardCharsets.UTF_8)) : null;
        String user = answer == null ? "" : answer.path("sub").asText("");
        int colon = user.indexOf(':');
        boolean isTheirs =
                user.startsWith("@") && colon > 1 && user.substring(colon + 1).equals(server);
        return isTheirs ? user : null;
    }
}
