package io.sluice.rtp.bwe;

import java.util.Arrays;

/** What was sent lately, by transport-wide sequence number: when, how large, and for which probe. Grows with what is under way. */
final class SentLog {
    private static final int SMALLEST = 64;
    /** Half the numbers: an older one could not be told from a newer. */
    private static final int LARGEST = 1 << 15;
    /** As long as nobody reports, perhaps nobody will. */
    private static final int LARGEST_UNREPORTED = 1 << 10;

    /** For packets that are no part of a probe. */
    static final int NO_PROBE = 0;

    private long[] sentAt = new long[SMALLEST];
    private int[] sizes = new int[SMALLEST];
    private int[] probes = new int[SMALLEST];
    private long next;
    private long oldest;
    private boolean reported;

    /** The number of the next packet, 0 to 65535. */
    int nextSequence() {
        return (int) next & 0xffff;
    }

    /** A packet goes out under the {@link #nextSequence}. */
    void add(int bytes, int probe, long nowNanos) {
        if (next - oldest == sentAt.length) {
            if (sentAt.length < (reported ? LARGEST : LARGEST_UNREPORTED)) {
                grow();
            } else {
                oldest++;
            }
        }
        int i = index(next);
        sentAt[i] = nowNanos;
        sizes[i] = bytes;
        probes[i] = probe;
        next++;
    }

    private void grow() {
        int before = sentAt.length;
        long[] times = Arrays.copyOf(sentAt, 2 * before);
        int[] bytes = Arrays.copyOf(sizes, 2 * before);
        int[] clusters = Arrays.copyOf(probes, 2 * before);
        for (long full = oldest; full < next; full++) {
            int from = (int) full & before - 1;
            int to = (int) full & 2 * before - 1;
            times[to] = sentAt[from];
            bytes[to] = sizes[from];
            clusters[to] = probes[from];
        }
        sentAt = times;
        sizes = bytes;
        probes = clusters;
    }

    private int index(long full) {
        return (int) full & sentAt.length - 1;
    }

    /** The count of the packet that has this number, -1 if none that is remembered has. */
    long find(int sequence) {
        long full = next - (next - sequence & 0xffff);
        if (full == next) {
            full -= 1 << 16;
        }
        return full >= oldest && full >= 0 ? full : -1;
    }

    long sentAt(long full) {
        return sentAt[index(full)];
    }

    int size(long full) {
        return sizes[index(full)];
    }

    int probe(long full) {
        return probes[index(full)];
    }

    /** All up to this one are settled: received or lost. */
    void forgetThrough(long full) {
        reported = true;
        oldest = Math.max(oldest, Math.min(full + 1, next));
    }

    /** The first that is not settled; {@link #end} if all are. */
    long oldest() {
        return oldest;
    }

    long end() {
        return next;
    }
}
