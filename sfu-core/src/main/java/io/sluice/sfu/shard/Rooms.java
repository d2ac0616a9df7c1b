package io.sluice.sfu.shard;

import io.sluice.sfu.control.DisconnectReason;
import io.sluice.sfu.control.RoomCommand;
import io.sluice.sfu.control.RoomObserver;
import io.sluice.sfu.control.RoomPolicy;
import io.sluice.sfu.room.Room;
import io.sluice.sfu.track.MediaSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The rooms of this node by name. Thread-safe; each room lives on the loop that had the fewest rooms when it began. */
public final class Rooms {
    private final List<? extends Loop> loops;
    private final MediaSettings mediaSettings;
    private final RandomGenerator random;
    private final LongSupplier wallMicros;
    private final RoomObserver observer;
    private final Map<String, Shard> byName = new ConcurrentHashMap<>();
    private final Map<Loop, AtomicInteger> load = new ConcurrentHashMap<>();
    private volatile boolean refusing;

    /**
     * @param loops at least one
     * @param mediaSettings of all rooms
     * @param random unguessable and thread-safe
     * @param wallMicros wall clock, microseconds of the epoch
     * @param observer told what happens in all of them; on several threads if there are several loops
     */
    public Rooms(
            List<? extends Loop> loops,
            MediaSettings mediaSettings,
            RandomGenerator random,
            LongSupplier wallMicros,
            RoomObserver observer) {
        this.loops = List.copyOf(loops);
        this.mediaSettings = mediaSettings;
        this.random = random;
        this.wallMicros = wallMicros;
        this.observer = observer;
        loops.forEach(loop -> load.put(loop, new AtomicInteger()));
    }

    /** The room of that name, if there is one. */
    public @Nullable Shard find(String name) {
        return byName.get(name);
    }

    /** The room of that name, made now if there is none. */
    public Shard open(String name, String metadata, RoomPolicy policy) {
        return byName.computeIfAbsent(name, _ -> make(name, metadata, policy));
    }

    private Shard make(String name, String metadata, RoomPolicy policy) {
        Loop loop = idlest();
        Room room = new Room(
                name,
                metadata,
                policy,
                mediaSettings,
                loop.transports(),
                random,
                wallMicros,
                observer,
                loop.counters(),
                loop.nanos());
        Shard[] self = new Shard[1];
        Shard shard = new Shard(room, loop, () -> {
            byName.remove(name, self[0]);
            counter(loop).decrementAndGet();
        });
        self[0] = shard;
        counter(loop).incrementAndGet();
        loop.executor().execute(room::begin);
        loop.attach(shard);
        return shard;
    }

    private Loop idlest() {
        Loop best = loops.getFirst();
        for (Loop loop : loops) {
            if (counter(loop).get() < counter(best).get()) {
                best = loop;
            }
        }
        return best;
    }

    private AtomicInteger counter(Loop loop) {
        return load.computeIfAbsent(loop, _ -> new AtomicInteger());
    }

    /** The node is about to end: from now on {@link #takes} says no to rooms that are not there. */
    public void refuseNew() {
        refusing = true;
    }

    /** Whether the node is about to end. */
    public boolean refusing() {
        return refusing;
    }

    /** Whether somebody may be let into the room of that name, be it there or not. */
    public boolean takes(String name) {
        return !refusing || byName.containsKey(name);
    }

    /** The rooms there are now. */
    public List<Shard> all() {
        return List.copyOf(byName.values());
    }

    /** How many rooms there are. */
    public int count() {
        return byName.size();
    }

    /** Ends all rooms; those inside are told why. */
    public void closeAll(DisconnectReason reason) {
        byName.values().forEach(shard -> shard.offer(new RoomCommand.Close(reason)));
    }
}
