package io.sluice.signaling.twirp;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Checks against {@link ApiLimits}, with LiveKit's texts. */
final class Sizes {
    private static final String METADATA = "metadata size exceeds limits";
    private static final String ATTRIBUTES = "attribute size exceeds limits";

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
            throw TwirpException.tooLarge(METADATA, limits.metadataBytes());
        }
    }

    void attributes(Map<String, String> attributes) {
        if (bytes(attributes) > limits.attributesBytes()) {
            throw tooManyAttributes();
        }
    }

    /** What comes with a dispatch is refused in other words than the same with a room. */
    void dispatch(String metadata, Map<String, String> attributes) {
        if (bytes(metadata) > limits.metadataBytes()) {
            throw TwirpException.of(TwirpCode.INVALID_ARGUMENT, METADATA);
        }
        if (bytes(attributes) > limits.attributesBytes()) {
            throw TwirpException.of(TwirpCode.INVALID_ARGUMENT, ATTRIBUTES);
        }
    }

    TwirpException tooManyAttributes() {
        return TwirpException.tooLarge(ATTRIBUTES, limits.attributesBytes());
    }

    void participantName(String name) {
        if (bytes(name) > limits.participantNameBytes()) {
            throw TwirpException.tooLarge("name length exceeds limits", limits.participantNameBytes());
        }
    }

    private static long bytes(Map<String, String> attributes) {
        long sum = 0;
        for (Map.Entry<String, String> each : attributes.entrySet()) {
            sum += bytes(each.getKey()) + bytes(each.getValue());
        }
        return sum;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
