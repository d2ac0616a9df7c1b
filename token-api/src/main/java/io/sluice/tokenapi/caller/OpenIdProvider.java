package io.sluice.tokenapi.caller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.tokenapi.caller.WebFetch.Fetched;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** An issuer's key set: at an address that is known, or at the one that its OpenID configuration names (OpenID Connect Discovery 1.0 §4). */
public final class OpenIdProvider implements RemoteKeys.Source {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WebFetch web;
    private final String issuer;
    private final String keysUrl;

    /**
     * A provider.
     *
     * @param issuer asked for the address of its keys when that is empty
     * @param keysUrl address of the key set; empty to ask the issuer
     */
    public OpenIdProvider(WebFetch web, String issuer, String keysUrl) {
        this.web = web;
        this.issuer = issuer;
        this.keysUrl = keysUrl;
    }

    @Override
    public String load() throws IOException, InterruptedException {
        return document(keysUrl.isEmpty() ? discovered() : keysUrl);
    }

    private String discovered() throws IOException, InterruptedException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        JsonNode configuration = JSON.readTree(document(base + CONFIGURATION));
        // §4.3: otherwise one issuer could speak for another.
        if (!issuer.equals(configuration.path("issuer").asText())) {
            throw new IOException("the OpenID configuration is of another issuer");
        }
        return configuration.path("jwks_uri").asText();
    }

    private String document(String url) throws IOException, InterruptedException {
        try {
            URI uri = URI.create(url);
            if (!WebFetch.isSafe(uri)) {
                throw new IOException("keys must come by https");
            }
            Fetched fetched = web.get(uri, Map.of());
            if (fetched.status() != 200) {
                throw new IOException("status " + fetched.status() + " from " + uri.getHost());
            }
            return fetched.body();
        } catch (IllegalArgumentException e) {
            throw new IOException("not an address", e);
        }
    }
}
