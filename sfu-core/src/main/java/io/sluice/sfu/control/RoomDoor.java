package io.sluice.sfu.control;

import java.util.function.LongConsumer;

/** The door to a room for other rooms, which may live on other loops. All of it may be used on any thread. */
public interface RoomDoor {
    /** People join the room by it. */
    String name();

    /** Hands a command over; false if there are too many, and nothing was done. */
    boolean offer(RoomCommand command);

    /**
     * What makes the room's loop do some work at the next opportunity, each time it is run; nothing is allocated for it. A room that has
     * ended does no work, and one in which the work fails ends.
     *
     * @param work gets the loop's time
     */
    Runnable caller(LongConsumer work);
}
