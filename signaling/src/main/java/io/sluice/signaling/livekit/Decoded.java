package io.sluice.signaling.livekit;

/**
 * What came of reading a client's input. Input is never a reason to throw.
 *
 * @param <T> what was to be read
 */
public sealed interface Decoded<T> {
    /**
     * It could be read.
     *
     * @param value what it says
     */
    record Read<T>(T value) implements Decoded<T> {}

    /**
     * It could not.
     *
     * @param refusal why
     */
    record Refused<T>(Refusal refusal) implements Decoded<T> {}
}
