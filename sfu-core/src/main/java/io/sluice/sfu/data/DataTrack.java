package io.sluice.sfu.data;

import java.util.ArrayList;
import java.util.List;

/** The way of a data track's packets: from one publisher to those who subscribed, each of whom knows it by a number of its own. */
public final class DataTrack {
    private record Outlet(DataMember to, int handle) {}

    private final List<Outlet> outlets = new ArrayList<>();

    /** From now on its packets go there too, under that number. */
    public void add(DataMember to, int handle) {
        outlets.add(new Outlet(to, handle));
    }

    /** No more packets go there. */
    public void remove(DataMember to) {
        outlets.removeIf(outlet -> outlet.to == to);
    }

    /** Passes a packet on. The handle is all that differs between receivers, so one copy serves them all. */
    void forward(byte[] packet, long nowNanos) {
        for (int i = 0; i < outlets.size(); i++) {
            Outlet outlet = outlets.get(i);
            TrackPacket.address(packet, outlet.handle);
            outlet.to.deliverFrame(packet, nowNanos);
        }
    }
}
