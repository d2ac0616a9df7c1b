package io.sluice.tokenapi.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A compact JWS taken apart, with nothing proven yet (RFC 7515 §3.1). Only what names the key may be used before the
 * signature is checked.
 *
 * @param text the whole token
 * @param algorithm header {@code alg}
 * @param claims the payload; read only
 * @param signature raw bytes of the third part
 */
@SuppressWarnings("ArrayRecordComponent") // package-private and never compared
record UnverifiedToken(String text, String algorithm, ObjectNode claims, byte[] signature) {
    private static final int MAX_NESTING = 64;
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(64)
                            .build())
                    // Two readers of one token must not see two different claims.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Takes a token apart.
     *
     * @return null when the text is not a compact JWS with JSON objects for header and payload, or its header asks for
     *     processing (compression, critical extensions) that would be needed to understand it
     */
    static @Nullable UnverifiedToken parse(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first <= 0 || second < 0 || text.indexOf('.', second + 1) >= 0) {
            return null;
        }
        ObjectNode header = object(text.substring(0, first));
        ObjectNode claims = object(text.substring(first + 1, second));
        byte[] signature = decode(text.substring(second + 1));
        if (header == null || claims == null || signature == null) {
            return null;
        }
        JsonNode algorithm = header.get("alg");
        if (algorithm == null || !algorithm.isTextual() || header.has("crit") || header.has("zip")) {
            return null;
        }
        return new UnverifiedToken(text, algorithm.textValue(), claims, signature);
    }

    /** Everything before the second dot: what the signature covers. */
    String signingInput() {
        return text.substring(0, text.lastIndexOf('.'));
    }

    private static @Nullable ObjectNode object(String part) {
        byte[] bytes = decode(part);
        if (bytes == null) {
            return null;
        }
        try {
            return JSON.readTree(bytes) instanceof ObjectNode node ? node : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Base64url without padding; a part that does not encode back to itself is refused, so a token has one spelling. */
    private static byte @Nullable [] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
