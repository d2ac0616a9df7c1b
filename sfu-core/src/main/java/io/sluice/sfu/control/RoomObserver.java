package io.sluice.sfu.control;

import java.util.List;

/** Learns what happens in the rooms of a node: webhooks, agents, metrics, the token API's register of who is in a call. */
@FunctionalInterface
public interface RoomObserver {
    /** Nobody looks. */
    RoomObserver NONE = _ -> {};

    /** Takes the next fact. Facts of one room come in order, on the room's loop: it must return at once, and must not throw. */
    void observed(RoomFact fact);

    /** Several observers as one, told in that order. */
    static RoomObserver of(List<RoomObserver> observers) {
        List<RoomObserver> all = List.copyOf(observers);
        return fact -> all.forEach(observer -> observer.observed(fact));
    }
}
