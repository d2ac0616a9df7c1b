package io.sluice.tokenapi.endpoint;

/** Hears how people answer when they are called. */
@FunctionalInterface
public interface CallEvents {
    /** Nobody is told. */
    CallEvents NONE = (meetingId, userId, accepted) -> {};

    /** Somebody takes the call, or does not. */
    void answered(String meetingId, String userId, boolean accepted);
}
