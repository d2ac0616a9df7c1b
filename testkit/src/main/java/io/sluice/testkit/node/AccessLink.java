package io.sluice.testkit.node;

import io.sluice.testkit.net.LinkConditions;
import io.sluice.testkit.net.PacketOut;
import io.sluice.testkit.net.SimulatedNetwork;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * How one client is connected to a node: the same conditions for all its sockets, another set for each direction. The signal connection
 * takes the same way, over TCP: nothing is lost on it, but a cut holds it up.
 */
public final class AccessLink {
    private static final LinkConditions CUT = new LinkConditions(0, 0, 1, 0);

    private final SimulatedNode node;
    private final List<SimulatedNetwork.Link> up = new ArrayList<>();
    private final List<SimulatedNetwork.Link> down = new ArrayList<>();
    private final Queue<Runnable> heldUp = new ArrayDeque<>();
    private LinkConditions upConditions;
    private LinkConditions downConditions;
    private boolean cut;

    /** @param conditions of both directions at first */
    public AccessLink(SimulatedNode node, LinkConditions conditions) {
        this.node = node;
        this.upConditions = conditions;
        this.downConditions = conditions;
    }

    /**
     * A UDP socket of the client.
     *
     * @param address as the node sees it
     * @param out where the client puts what the node shall get
     */
    public record Socket(InetSocketAddress address, PacketOut out) {}

    /** Opens a socket; the receiver gets what the node sends there. */
    public Socket open(SimulatedNetwork.Receiver receiver) {
        InetSocketAddress address = node.newClientAddress();
        SimulatedNetwork.Link outward = node.network().link(upConditions, node.receiver(address));
        SimulatedNetwork.Link inward = node.network().link(downConditions, receiver);
        node.reach(address, inward);
        up.add(outward);
        down.add(inward);
        return new Socket(address, outward);
    }

    /** The node. */
    public SimulatedNode node() {
        return node;
    }

    /** Carries a signal message either way; messages arrive in order. */
    public void signal(Runnable arrival) {
        if (cut) {
            heldUp.add(arrival);
        } else {
            node.network().later(upConditions.delayNanos(), arrival);
        }
    }

    /** Changes how packets to the node fare. */
    public void up(LinkConditions conditions) {
        upConditions = conditions;
        up.forEach(link -> link.change(conditions));
    }

    /** Changes how packets from the node fare. */
    public void down(LinkConditions conditions) {
        downConditions = conditions;
        down.forEach(link -> link.change(conditions));
    }

    /** Lets nothing through until {@link #mend}. */
    public void cut() {
        cut = true;
        up.forEach(link -> link.change(CUT));
        down.forEach(link -> link.change(CUT));
    }

    /** Lets packets through again as before the {@link #cut}. */
    public void mend() {
        cut = false;
        up(upConditions);
        down(downConditions);
        heldUp.forEach(this::signal);
        heldUp.clear();
    }
}
