package io.sluice.tokenapi.channel;

import org.jspecify.annotations.Nullable;

/** Where a role counts. */
public enum RoleScope {
    /** On the server as a whole. */
    SERVER("server"),
    /** In channels of {@link ChannelType#WEBRTC}. */
    CHANNEL_WEBRTC("channelWebRtc"),
    /** In channels of {@link ChannelType#SIGNAL}. */
    CHANNEL_SIGNAL("channelSignal");

    private final String label;

    RoleScope(String label) {
        this.label = label;
    }

    /** Name in JSON and in the database. */
    public String label() {
        return label;
    }

    /** The scope of this label, or null. */
    public static @Nullable RoleScope ofLabel(String label) {
        for (RoleScope scope : values()) {
            if (scope.label.equals(label)) {
                return scope;
            }
        }
        return null;
    }
}
