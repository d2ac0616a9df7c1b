package io.sluice.server.hook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which letter leaves when. For each receiver the letters about one room form a lane: one at a time, in order, the next only when the one
 * before it is through or given up. Lanes and receivers know nothing of each other, so that a dead receiver delays nobody. Without clock and
 * threads; times are milliseconds of any origin that letters and callers share.
 */
final class OutboxEngine {
    private final OutboxRules rules;
    private final RandomGenerator random;
    private final BiConsumer<Letter, DropReason> onDropped;
    private final Map<String, Receiver> receivers = new LinkedHashMap<>();
    /** All letters, oldest first. */
    private final LinkedHashMap<Long, Lane> letters = new LinkedHashMap<>();

    /**
     * @param random of the jitter
     * @param onDropped told of every letter that is given up
     */
    OutboxEngine(OutboxRules rules, RandomGenerator random, BiConsumer<Letter, DropReason> onDropped) {
        this.rules = rules;
        this.random = random;
        this.onDropped = onDropped;
    }

    private static final class Receiver {
        final Map<String, Lane> lanes = new HashMap<>();
        /** Lanes with a letter to send and none on its way, the most urgent first. */
        final PriorityQueue<Lane> idle = new PriorityQueue<>((a, b) -> {
            int byTime = Long.compare(a.notBefore, b.notBefore);
            return byTime != 0
                    ? byTime
                    : Long.compare(
                            a.waiting.getFirst().id(), b.waiting.getFirst().id());
        });

        int busy;
        boolean ailing;
    }

    private static final class Lane {
        final Receiver receiver;
        final String room;
        final Deque<Letter> waiting = new ArrayDeque<>();
        boolean busy;
        int failures;
        long notBefore;

        Lane(Receiver receiver, String room) {
            this.receiver = receiver;
            this.room = room;
        }
    }

    /** Letters that are not through. */
    int depth() {
        return letters.size();
    }

    /** Letters that are not through, by receiver. */
    Map<String, Integer> depths() {
        Map<String, Integer> depths = new LinkedHashMap<>();
        receivers.forEach((url, receiver) -> depths.put(
                url,
                receiver.lanes.values().stream()
                        .mapToInt(lane -> lane.waiting.size())
                        .sum()));
        return depths;
    }

    /** Takes a letter; ids must grow. Drops the oldest of its lane, or of all, where there is no room. */
    void add(Letter letter) {
        Receiver receiver = receivers.computeIfAbsent(letter.receiver(), _ -> new Receiver());
        Lane lane = receiver.lanes.computeIfAbsent(letter.room(), room -> new Lane(receiver, room));
        if (lane.waiting.size() >= rules.maxDepth()) {
            dropOldest(lane);
        }
        if (letters.size() >= rules.capacity()) {
            dropOldestOfAll();
        }
        boolean first = lane.waiting.isEmpty();
        lane.waiting.add(letter);
        letters.put(letter.id(), lane);
        // Its lane may have been forgotten while the oldest was dropped.
        receiver.lanes.put(letter.room(), lane);
        receivers.put(letter.receiver(), receiver);
        if (first) {
            receiver.idle.add(lane);
        }
    }

    private void dropOldestOfAll() {
        for (Lane lane : letters.values()) {
            if (dropOldest(lane)) {
                return;
            }
        }
    }

    /** Drops the oldest letter of a lane that is not on its way. */
    private boolean dropOldest(Lane lane) {
        Iterator<Letter> oldest = lane.waiting.iterator();
        if (lane.busy) {
            oldest.next();
        }
        if (!oldest.hasNext()) {
            return false;
        }
        // The order of idle lanes depends on their first letter.
        lane.receiver.idle.remove(lane);
        Letter dropped = oldest.next();
        oldest.remove();
        letters.remove(dropped.id());
        onDropped.accept(dropped, DropReason.FULL);
        rest(lane);
        return true;
    }

    /** Letters to send now; each must come back by one of the three methods below. */
    List<Letter> due(long now) {
        List<Letter> due = new ArrayList<>();
        for (Receiver receiver : List.copyOf(receivers.values())) {
            Lane lane;
            while (receiver.busy < rules.parallel() && (lane = receiver.idle.peek()) != null && lane.notBefore <= now) {
                receiver.idle.poll();
                dropAged(lane, now);
                if (!lane.waiting.isEmpty()) {
                    lane.busy = true;
                    receiver.busy++;
                    due.add(lane.waiting.getFirst());
                } else {
                    rest(lane);
                }
            }
        }
        return due;
    }

    private void dropAged(Lane lane, long now) {
        Letter letter;
        while ((letter = lane.waiting.peek()) != null && now - letter.writtenMillis() > rules.maxAgeMillis()) {
            lane.waiting.poll();
            letters.remove(letter.id());
            onDropped.accept(letter, DropReason.AGE);
        }
    }

    /** The letter is through, or was refused for good. */
    void done(Letter letter, long now) {
        Lane lane = back(letter);
        if (lane == null) {
            return;
        }
        lane.waiting.poll();
        letters.remove(letter.id());
        lane.failures = 0;
        lane.notBefore = now;
        rest(lane);
        Receiver receiver = lane.receiver;
        if (receiver.ailing) {
            // It is back: nobody needs to wait any longer.
            receiver.ailing = false;
            List<Lane> waiting = List.copyOf(receiver.idle);
            receiver.idle.clear();
            waiting.forEach(other -> other.notBefore = Math.min(other.notBefore, now));
            receiver.idle.addAll(waiting);
        }
    }

    /**
     * The letter has to be sent again.
     *
     * @param atLeastMillis what the receiver asked us to wait, 0 for nothing
     */
    void failed(Letter letter, long atLeastMillis, long now) {
        Lane lane = back(letter);
        if (lane == null) {
            return;
        }
        long doubled = rules.firstRetryMillis() << Math.min(lane.failures, 20);
        long longest = doubled <= 0 ? rules.longestRetryMillis() : Math.min(doubled, rules.longestRetryMillis());
        lane.failures++;
        // Between half of it and all of it, so that rooms that failed together do not come back together.
        long pause = longest / 2 + random.nextLong(longest - longest / 2 + 1);
        lane.notBefore = now + Math.max(pause, Math.min(atLeastMillis, rules.longestRetryMillis()));
        lane.receiver.ailing = true;
        rest(lane);
    }

    private @Nullable Lane back(Letter letter) {
        Lane lane = letters.get(letter.id());
        if (lane == null || !lane.busy) {
            return null;
        }
        lane.busy = false;
        lane.receiver.busy--;
        return lane;
    }

    private void rest(Lane lane) {
        Receiver receiver = lane.receiver;
        if (lane.busy) {
            return;
        }
        if (!lane.waiting.isEmpty()) {
            receiver.idle.add(lane);
            return;
        }
        receiver.lanes.remove(lane.room);
        if (receiver.lanes.isEmpty()) {
            receivers.values().remove(receiver);
        }
    }

    /** When {@link #due} has something new at the latest; {@link Long#MAX_VALUE} for never. */
    long deadline() {
        long first = Long.MAX_VALUE;
        for (Receiver receiver : receivers.values()) {
            Lane lane = receiver.idle.peek();
            if (lane != null && receiver.busy < rules.parallel()) {
                first = Math.min(first, lane.notBefore);
            }
        }
        return first;
    }
}
