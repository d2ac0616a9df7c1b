package io.sluice.signaling.livekit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code attributes} parameter of the older join path: base64url of a JSON object of strings. */
final class AttributesParameter {
    /** Twice what a participant may have, with room for the encoding. */
    private static final int MAX_PARAMETER = 1 << 18;

    private static final JsonMapper JSON = new JsonMapper();

    private AttributesParameter() {}

    static Decoded<Map<String, String>> decode(String parameter) {
        if (parameter.length() > MAX_PARAMETER) {
            return new Refused<>(Refusal.ATTRIBUTES_BROKEN);
        }
        JsonNode json;
        try {
            byte[] text = Base64.getUrlDecoder().decode(parameter);
            json = JSON.readTree(new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return new Refused<>(Refusal.ATTRIBUTES_BROKEN);
        }
        if (!json.isObject()) {
            return new Refused<>(Refusal.ATTRIBUTES_BROKEN);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getValue().isTextual()) {
                return new Refused<>(Refusal.ATTRIBUTES_BROKEN);
            }
            attributes.put(entry.getKey(), entry.getValue().textValue());
        }
        return new Read<>(Collections.unmodifiableMap(attributes));
    }
}
