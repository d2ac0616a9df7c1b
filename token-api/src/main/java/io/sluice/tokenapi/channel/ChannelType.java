package io.sluice.tokenapi.channel;

import org.jspecify.annotations.Nullable;

/** What a channel is for. */
public enum ChannelType {
    /** Calls. */
    WEBRTC("webrtc", RoleScope.CHANNEL_WEBRTC),
    /** Text. */
    SIGNAL("signal", RoleScope.CHANNEL_SIGNAL);

    private final String label;
    private final RoleScope scope;

    ChannelType(String label, RoleScope scope) {
        this.label = label;
        this.scope = scope;
    }

    /** Name in JSON and in the database. */
    public String label() {
        return label;
    }

    /** Scope of the roles that members of such a channel may have. */
    public RoleScope scope() {
        return scope;
    }

    /** The type of this label, or null. */
    public static @Nullable ChannelType ofLabel(String label) {
        for (ChannelType type : values()) {
            if (type.label.equals(label)) {
                return type;
            }
        }
        return null;
    }
}
