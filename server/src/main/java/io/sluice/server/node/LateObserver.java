package io.sluice.server.node;

import io.sluice.sfu.control.RoomFact;
import io.sluice.sfu.control.RoomObserver;
import org.jspecify.annotations.Nullable;

/** Stands in for an observer that needs the rooms to be made. Nothing happens in a room before the ports are open. */
final class LateObserver implements RoomObserver {
    private volatile @Nullable RoomObserver observer;

    /** Hands everything on from now on. */
    void become(RoomObserver one) {
        observer = one;
    }

    @Override
    public void observed(RoomFact fact) {
        RoomObserver one = observer;
        if (one != null) {
            one.observed(fact);
        }
    }
}
