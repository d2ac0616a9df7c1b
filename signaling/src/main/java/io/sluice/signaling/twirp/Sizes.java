package io.sluice.signaling.twirp;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Checks against {@link ApiLimits}, with LiveKit's texts. */
final class Sizes {
    private final ApiLimits limits;

    Sizes(ApiLimits limits) {
        this.limits = limits;
    }

    void roomName(String name) {
        if (bytes(name) > limits.roomNameBytes()) {
            throw TwirpException.of(
                    TwirpCode.INVALID_ARGUMENT,
                    "room name length exceeds limits: max length " + limits.roomNameBytes());
        }
    }

    void metadata(String metadata) {
        if (bytes(metadata) > limits.metadataBytes()) {
            throw TwirpException.tooLarge("metadata size exceeds limits", limits.metadataBytes());
        }
    }

    void attributes(Map<String, String> attributes) {
        long sum = 0;
        for (Map.Entry<String, String> each : attributes.entrySet()) {
            sum += bytes(each.getKey()) + bytes(each.getValue());
        }
        if (sum > limits.attributesBytes()) {
            throw tooManyAttributes();
        }
    }

    TwirpException tooManyAttributes() {
        return TwirpException.tooLarge("attribute size exceeds limits", limits.attributesBytes());
    }

    void participantName(String name) {
        if (bytes(name) > limits.participantNameBytes()) {
            throw TwirpException.tooLarge("name length exceeds limits", limits.participantNameBytes());
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
