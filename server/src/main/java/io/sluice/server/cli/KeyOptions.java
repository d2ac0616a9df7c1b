package io.sluice.server.cli;

import io.sluice.tokenapi.token.KeyRing;
import io.sluice.tokenapi.token.TokenIssuer;
import java.util.Map;
import picocli.CommandLine.Option;

/** The key by which tokens are signed. */
final class KeyOptions {
    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:LIVEKIT_API_KEY:-}",
            description = "API key; else LIVEKIT_API_KEY.")
    private String apiKey = "";

    @Option(
            names = "--api-secret",
            paramLabel = "SECRET",
            defaultValue = "${env:LIVEKIT_API_SECRET:-}",
            description = "Its secret; else LIVEKIT_API_SECRET, where other users of the machine do not see it.")
    private String apiSecret = "";

    @Option(names = "--dev", description = "Use the key of a server in development mode.")
    private boolean development;

    TokenIssuer issuer() {
        String key = development && apiKey.isEmpty() ? "devkey" : apiKey;
        String secret = development && apiSecret.isEmpty() ? "secret" : apiSecret;
        if (key.isEmpty() || secret.isEmpty()) {
            throw new CommandFailedException(
                    "an API key is needed: set LIVEKIT_API_KEY and LIVEKIT_API_SECRET, or use --dev");
        }
        // The server decides what it lets pass.
        return new TokenIssuer(KeyRing.allowingShortSecrets(Map.of(key, secret)));
    }
}
