package io.sluice.sfu.allocate;

import java.util.List;

/**
 * Divides a budget among ladders: first the lowest rung for as many as possible, then step by step where a bit brings most
 * ({@code docs/algorithms/allocation.md} §3). Knows nothing of what was given before.
 */
public final class Allocator {
    private Allocator() {}

    /**
     * Chooses a rung of each ladder.
     *
     * @param budget bits per second; may be negative
     * @param mayPause whether a ladder may be given nothing; if not, its lowest rung is given whether it fits or not
     * @return bits per second that are left, negative if what had to be given was too much
     */
    public static long allocate(List<Ladder> ladders, long budget, boolean mayPause) {
        for (int i = 0; i < ladders.size(); i++) {
            ladders.get(i).chosen = Ladder.PAUSED;
        }
        long left = mayPause ? keepAlive(ladders, budget) : keepAll(ladders, budget);
        return climb(ladders, left);
    }

    private static long keepAll(List<Ladder> ladders, long budget) {
        long left = budget;
        for (int i = 0; i < ladders.size(); i++) {
            Ladder ladder = ladders.get(i);
            if (ladder.rungs() > 0) {
                ladder.chosen = 0;
                left -= ladder.cost(0);
            }
        }
        return left;
    }

    private static long keepAlive(List<Ladder> ladders, long budget) {
        long left = budget;
        while (true) {
            Ladder cheapest = null;
            for (int i = 0; i < ladders.size(); i++) {
                Ladder ladder = ladders.get(i);
                if (ladder.rungs() > 0
                        && ladder.chosen == Ladder.PAUSED
                        && ladder.cost(0) <= left
                        && (cheapest == null || price(ladder) < price(cheapest))) {
                    cheapest = ladder;
                }
            }
            if (cheapest == null) {
                return left;
            }
            cheapest.chosen = 0;
            left -= cheapest.cost(0);
        }
    }

    /** What matters more may cost more. */
    private static double price(Ladder ladder) {
        return ladder.cost(0) / ladder.weight();
    }

    private static long climb(List<Ladder> ladders, long budget) {
        for (int i = 0; i < ladders.size(); i++) {
            ladders.get(i).close(ladders.get(i).chosen == Ladder.PAUSED);
        }
        long left = budget;
        while (true) {
            Ladder best = null;
            for (int i = 0; i < ladders.size(); i++) {
                Ladder ladder = ladders.get(i);
                if (!ladder.closed()
                        && ladder.next() > ladder.chosen
                        && (best == null || ladder.gain(ladder.next()) > best.gain(best.next()))) {
                    best = ladder;
                }
            }
            if (best == null) {
                return left;
            }
            int rung = best.next();
            if (best.cost(rung) - best.cost(best.chosen) > left) {
                // Not the whole step, but perhaps a part of it.
                rung = best.affordable(left);
                best.close(true);
            }
            left -= best.cost(rung) - best.cost(best.chosen);
            best.chosen = rung;
        }
    }
}
