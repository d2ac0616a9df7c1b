package io.sluice.sfu.subscribe;

/**
 * Which decode targets a receiver was told are active. A change is repeated with every packet until a report without loss covers it (AV1 RTP
 * specification, appendix A.4.2); a structure makes all of them active again.
 */
final class ToldTargets {
    private int told = -1;
    private boolean pending;
    private int since;

    /**
     * What to tell with a packet.
     *
     * @param active targets that the receiver gets; −1 if nothing is to be told
     * @param structure whether the packet brings a structure, and with it these active targets
     * @param sequence of the packet, 16 bits
     * @return the mask to write, −1 for none
     */
    int tell(int active, boolean structure, int brought, int sequence) {
        if (active < 0) {
            return -1;
        }
        if (structure) {
            told = brought;
            pending = false;
        }
        if (active != told) {
            told = active;
            pending = true;
            since = sequence;
        }
        return pending ? active : -1;
    }

    /**
     * The receiver reports.
     *
     * @param highest sequence number that it has, the low 16 bits count
     * @param lost whether any packet was lost since the last report
     */
    void reported(int highest, boolean lost) {
        if (pending && (short) (highest - since) >= 0) {
            if (lost) {
                since = highest + 1;
            } else {
                pending = false;
            }
        }
    }

    /** Nothing was told yet: another stream begins. */
    void restart() {
        told = -1;
        pending = false;
    }
}
