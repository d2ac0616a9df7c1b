package io.sluice.sfu.pace;

import io.sluice.rtp.packet.BigEndian;

/**
 * A leaky bucket for the pictures of one narrow line: a key frame that is sent at once stands in the line's own queue for as long as it takes, and
 * sound stands behind it. What must not wait passes and is charged. An engine; the packets wait in memory of its own.
 */
public final class Pacer {
    /** Where packets go when their time has come. */
    public interface Out {
        /** One packet; its bytes and those behind it may be spoilt. */
        void leave(byte[] buffer, int length, int tag, long nowNanos);
    }

    /** Packets that wait at most. */
    static final int MOST = 256;

    /** So much may leave at once: a frame of a few packets is not taken apart. */
    private static final double BURST_SECONDS = 0.04;
    /** A debt larger than this is forgiven: what was charged has long left. */
    private static final double DEBT_SECONDS = 0.25;

    private static final double NANOS = 1e9;
    private static final int SSRC_AT = 8;
    /** Of what may be sent, this share may be sent again. */
    private static final double REPAIRS = 0.3;

    private final Out out;
    private final int slotBytes;
    private final byte[][] slots = new byte[MOST][];
    private final int[] lengths = new int[MOST];
    private final int[] tags = new int[MOST];
    private int first;
    private int count;
    private long bytes;
    private double bytesPerSecond;
    private double credit;
    private double repairCredit;
    private long filledAt;
    private long refused;

    /** @param slotBytes the largest packet, with what sealing adds */
    public Pacer(Out out, int slotBytes, long nowNanos) {
        this.out = out;
        this.slotBytes = slotBytes;
        this.filledAt = nowNanos;
    }

    /** How fast packets leave from now on. */
    public void rate(long bitsPerSecond, long nowNanos) {
        fill(nowNanos);
        bytesPerSecond = bitsPerSecond / 8.0;
    }

    private void fill(long nowNanos) {
        credit += bytesPerSecond * (nowNanos - filledAt) / NANOS;
        repairCredit += REPAIRS * bytesPerSecond * (nowNanos - filledAt) / NANOS;
        repairCredit = Math.min(repairCredit, BURST_SECONDS * bytesPerSecond);
        credit = Math.clamp(credit, -DEBT_SECONDS * bytesPerSecond, BURST_SECONDS * bytesPerSecond);
        filledAt = nowNanos;
    }

    /** A packet leaves that does not wait. */
    public void charge(int size) {
        credit -= size;
    }

    /** Whether another packet may be sent again now; what can not be repaired in time is asked for once more, or was too much. */
    public boolean mayRepair(long nowNanos) {
        fill(nowNanos);
        return repairCredit > 0;
    }

    /** A packet was sent again. */
    public void repaired(int size) {
        repairCredit -= size;
        credit -= size;
    }

    /** Whether a packet may leave at once; if so, it is charged. */
    public boolean pass(int size, long nowNanos) {
        fill(nowNanos);
        if (count > 0 || credit <= 0) {
            return false;
        }
        credit -= size;
        return true;
    }

    /**
     * Keeps a packet until its time has come.
     *
     * @param tag given back with it
     * @return false if too many wait
     */
    public boolean hold(byte[] buffer, int length, int tag) {
        if (count == MOST || length > slotBytes) {
            refused++;
            return false;
        }
        int at = (first + count) % MOST;
        byte[] slot = slots[at];
        if (slot == null) {
            slot = new byte[slotBytes];
            slots[at] = slot;
        }
        System.arraycopy(buffer, 0, slot, 0, length);
        lengths[at] = length;
        tags[at] = tag;
        bytes += length;
        count++;
        return true;
    }

    /** Lets leave what may. To be called every few milliseconds. */
    public void tick(long nowNanos) {
        fill(nowNanos);
        while (count > 0 && credit > 0) {
            credit -= lengths[first];
            leaveFirst(nowNanos);
        }
    }

    /** Lets everything leave: the line is wide. */
    public void flush(long nowNanos) {
        while (count > 0) {
            leaveFirst(nowNanos);
        }
    }

    /** Forgets packets of a stream that nobody can use any more. */
    public void discard(int ssrc) {
        for (int i = 0; i < count; i++) {
            int at = (first + i) % MOST;
            byte[] slot = slots[at];
            if (slot != null && BigEndian.i32(slot, SSRC_AT) == ssrc) {
                bytes -= lengths[at];
                lengths[at] = 0;
            }
        }
    }

    private void leaveFirst(long nowNanos) {
        byte[] slot = slots[first];
        if (slot != null && lengths[first] > 0) {
            out.leave(slot, lengths[first], tags[first], nowNanos);
        }
        bytes -= lengths[first];
        first = (first + 1) % MOST;
        count--;
    }

    /** Packets that wait. */
    public int waiting() {
        return count;
    }

    /** Bytes that wait. */
    public long waitingBytes() {
        return bytes;
    }

    /** How long the last of them has to wait, milliseconds. */
    public long drainMillis() {
        return count == 0 ? 0 : (long) ((bytes - credit) * 1_000 / Math.max(1, bytesPerSecond));
    }

    /** Packets that found no room. */
    public long refused() {
        return refused;
    }
}
