package io.sluice.tokenapi.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to tracks whose media are not encrypted from end to end. */
public enum E2eePolicy {
    /** Nobody looks. */
    OFF,
    /** They are counted. */
    REPORT,
    /** They are refused, and counted. */
    REQUIRE;

    /** Name in JSON, in tokens, in the database and in the configuration. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a token says that wants it for its room: the {@code roomConfig} claim, a {@code RoomConfiguration} in proto JSON whose tag
     * {@code e2ee} has the label.
     */
    public String roomConfig() {
        return "{\"tags\":{\"e2ee\":\"" + label() + "\"}}";
    }

    /** A {@code RoomConfiguration} in proto JSON with this policy in place of any that it has. */
    public ObjectNode over(ObjectNode roomConfig) {
        ObjectNode changed = roomConfig.deepCopy();
        ObjectNode tags = changed.get("tags") instanceof ObjectNode there ? there : changed.putObject("tags");
        tags.put("e2ee", label());
        return changed;
    }

    /** The policy of this label, or null. */
    public static @Nullable E2eePolicy ofLabel(String label) {
        for (E2eePolicy policy : values()) {
            if (policy.label().equals(label)) {
                return policy;
            }
        }
        return null;
    }
}
