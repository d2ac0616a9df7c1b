package io.sluice.sfu.publish;

/** What a client appends to frames, outside their encryption. */
public enum PacketTrailerFeature {
    USER_TIMESTAMP,
    FRAME_ID,
    USER_DATA
}
