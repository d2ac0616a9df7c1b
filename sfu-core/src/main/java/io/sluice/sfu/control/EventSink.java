package io.sluice.sfu.control;

/**
 * Where a participant's events go: one signal connection. Called on the room's loop; must return at once. A sink is told apart by
 * identity, so each connection needs its own.
 */
public interface EventSink {
    /** Takes the next event, in order. */
    void event(RoomEvent event);

    /** Nothing more will come: close the connection, after what was queued. */
    void end();
}
