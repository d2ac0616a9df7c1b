package io.sluice.transport.srtp;

/** The packet index of everything we send: the sequence number extended by the rollover counter (RFC 3711 §3.3.1), per SSRC. */
final class SendIndices {
    static final int MAX_SSRCS = 1 << 16;

    private final SsrcTable ssrcs = new SsrcTable(MAX_SSRCS);
    private long[] highest = new long[8];

    /**
     * The 48-bit index of a packet to be sealed. A sequence number up to half the range behind the newest belongs to the past, so packets
     * from before a wrap may still be sealed after it.
     *
     * @return the index, or -1 if it would lie before the first of its SSRC's life or there are too many SSRCs
     */
    long indexOf(int ssrc, int sequence) {
        int slot = ssrcs.find(ssrc);
        if (slot < 0) {
            slot = ssrcs.add(ssrc);
            if (slot < 0) {
                return -1;
            }
            highest = SsrcTable.room(highest, slot);
            highest[slot] = sequence;
            return sequence;
        }
        long newest = highest[slot];
        long index = newest + (short) (sequence - (int) newest);
        if (index > newest) {
            highest[slot] = index;
        }
        return index < 0 || index > ReceiveIndices.MAX_INDEX ? -1 : index;
    }
}
