package io.sluice.tokenapi.endpoint;

import io.sluice.tokenapi.channel.Guest;

/** Hears of guests at the door, so that those inside and the guests themselves can be told at once. */
public interface GuestEvents {
    /** Nobody is told; guests ask again, and managers look at the list. */
    GuestEvents NONE = new GuestEvents() {
        @Override
        public void requested(Guest guest) {}

        @Override
        public void decided(Guest guest) {}
    };

    /** A guest waits for an answer. */
    void requested(Guest guest);

    /** A guest was admitted or declined. */
    void decided(Guest guest);
}
