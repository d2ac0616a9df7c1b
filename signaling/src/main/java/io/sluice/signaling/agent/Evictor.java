package io.sluice.signaling.agent;

/** Takes agents out of rooms that they were asked to leave. */
@FunctionalInterface
interface Evictor {
    /** Removes the participant of that sid. */
    void remove(String room, String participant);
}
