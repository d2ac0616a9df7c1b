package io.sluice.signaling.livekit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.signaling.livekit.Decoded.Read;
import io.sluice.signaling.livekit.Decoded.Refused;
import io.sluice.signaling.sdp.SdpCandidate;
import io.sluice.transport.ice.IceCandidate;
import org.jspecify.annotations.Nullable;

/** The JSON inside a trickle message. */
final class CandidateJson {
    private static final int MAX_LENGTH = 4096;
    private static final JsonMapper JSON = new JsonMapper();

    private CandidateJson() {}

    static Decoded<CandidateInit> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Refused<>(Refusal.CANDIDATE_BROKEN);
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return new Refused<>(Refusal.CANDIDATE_BROKEN);
        }
        JsonNode line = json.path("candidate");
        JsonNode mid = json.path("sdpMid");
        JsonNode index = json.path("sdpMLineIndex");
        JsonNode fragment = json.path("usernameFragment");
        boolean good = json.isObject()
                && (absent(line) || line.isTextual())
                && (absent(mid) || mid.isTextual())
                && (absent(index) || (index.isIntegralNumber() && index.canConvertToInt() && index.intValue() >= 0))
                && (absent(fragment) || fragment.isTextual());
        if (!good) {
            return new Refused<>(Refusal.CANDIDATE_BROKEN);
        }
        SdpCandidate candidate = SdpCandidate.read(line.asText(""));
        return new Read<>(new CandidateInit(
                candidate == null ? null : candidate.candidate(),
                absent(line) || line.textValue().isBlank(),
                absent(mid) ? "" : mid.textValue(),
                absent(index) ? -1 : index.intValue(),
                ufrag(fragment, candidate)));
    }

    static String format(IceCandidate candidate, String mid, int index, @Nullable String ufrag) {
        ObjectNode json = JSON.createObjectNode();
        json.put("candidate", new SdpCandidate(candidate, ufrag).write());
        json.put("sdpMid", mid);
        json.put("sdpMLineIndex", index);
        json.putNull("usernameFragment");
        return json.toString();
    }

    private static @Nullable String ufrag(JsonNode fragment, @Nullable SdpCandidate candidate) {
        if (fragment.isTextual() && !fragment.textValue().isEmpty()) {
            return fragment.textValue();
        }
        return candidate == null ? null : candidate.ufrag();
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
