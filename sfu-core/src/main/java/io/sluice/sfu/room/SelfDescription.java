package io.sluice.sfu.room;

import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomEvent.Refusal;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.participant.Participant;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whether a participant may say that about itself. Limits are in bytes of UTF-8. */
final class SelfDescription {
    private SelfDescription() {}

    record Verdict(Refusal refusal, String message) {}

    static Verdict judge(Participant who, RoomCommand.UpdateSelf update, RoomPolicy policy) {
        if (!who.permissions().canUpdateMetadata()) {
            return new Verdict(Refusal.NOT_ALLOWED, "does not have permission to update own metadata");
        }
        if (bytes(update.name()) > policy.maxNameBytes()) {
            return new Verdict(Refusal.LIMIT_EXCEEDED, "exceeds name length limit");
        }
        if (bytes(update.metadata()) > policy.maxMetadataBytes()) {
            return new Verdict(Refusal.LIMIT_EXCEEDED, "exceeds metadata size limit");
        }
        if (bytes(who.attributesWith(update.attributes())) > policy.maxAttributesBytes()) {
            return new Verdict(Refusal.LIMIT_EXCEEDED, "exceeds attributes size limit");
        }
        return new Verdict(Refusal.OK, "");
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static int bytes(Map<String, String> attributes) {
        int sum = 0;
        for (Map.Entry<String, String> entry : attributes.entrySet()) {
            sum += bytes(entry.getKey()) + bytes(entry.getValue());
        }
        return sum;
    }
}
