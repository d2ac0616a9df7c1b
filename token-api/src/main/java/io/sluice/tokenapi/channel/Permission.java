package io.sluice.tokenapi.channel;

/** Names of permissions that decide something here. Applications may keep others in their roles. */
public final class Permission {
    /** Everything. */
    public static final String ALL = "*";
    /** Join calls and receive what is sent in them. */
    public static final String STREAM_VIEW = "stream.view";
    /** Join calls and send audio and video. */
    public static final String STREAM_SEND = "stream.send";
    /** Send data messages in calls. */
    public static final String CHAT_SEND = "chat.send";
    /** Moderate calls, as do {@link #USER_KICK} and {@link #USER_MUTE}. */
    public static final String STREAM_MANAGE = "stream.manage";
    /** See {@link #STREAM_MANAGE}. */
    public static final String USER_KICK = "user.kick";
    /** See {@link #STREAM_MANAGE}. */
    public static final String USER_MUTE = "user.mute";

    private Permission() {}
}
