package io.sluice.transport.sctp;

/** A whole message that waits for its turn, or to be wanted. */
record InMessage(int ssn, int protocol, byte[] data) implements Comparable<InMessage> {
    /** By the order of sending; all that wait at a time are close together. */
    @Override
    public int compareTo(InMessage other) {
        return (short) (ssn - other.ssn);
    }
}
