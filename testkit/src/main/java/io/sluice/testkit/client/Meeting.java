package io.sluice.testkit.client;

import io.sluice.sfu.control.Admission;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.shard.Shard;
import io.sluice.testkit.net.LinkConditions;
import io.sluice.testkit.net.SimulatedNetwork;
import io.sluice.testkit.node.AccessLink;
import io.sluice.testkit.node.SimulatedNode;
import java.util.function.BooleanSupplier;

/**
 * A room on a simulated node, and the people in it: the whole engine in memory, from ICE and DTLS to the last packet. Handshakes need real
 * time and end at slightly different virtual times from run to run; everything after them follows from the seed.
 */
public final class Meeting {
    private static final long START_NANOS = 1_000_000_000_000L;

    private final SimulatedNetwork network;
    private final SimulatedNode node;
    private final Shard room;
    private long seed;

    /** @param seed of everything that is left to chance */
    public Meeting(long seed) {
        this.seed = seed;
        this.network = new SimulatedNetwork(seed, START_NANOS);
        this.node = new SimulatedNode(network, seed);
        this.room = node.rooms().open("meeting", "", RoomPolicy.DEFAULT);
    }

    /** Lets somebody in and waits until it is connected. */
    public ScriptedClient join(Admission admission, LinkConditions conditions) {
        ScriptedClient client = new ScriptedClient(room, admission, new AccessLink(node, conditions), ++seed);
        await(admission.identity() + " is connected", client::connected);
        return client;
    }

    /** Asks something of the room, as those do who run the server. */
    public void ask(RoomCommand.Asked<?> question) {
        room.ask(question);
    }

    /** What connects everybody. */
    public SimulatedNetwork network() {
        return network;
    }

    /** The node. */
    public SimulatedNode node() {
        return node;
    }

    /** Virtual time. */
    public long now() {
        return network.now();
    }

    /** Lets virtual time pass. */
    public void run(long nanos) {
        network.run(nanos);
    }

    /** Lets time pass until something holds that takes real time. */
    public void await(String what, BooleanSupplier done) {
        network.await(what, done);
    }
}
