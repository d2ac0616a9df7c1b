package io.sluice.transport.sctp;

/** Serial number arithmetic (RFC 1982) for TSNs of 32 bits and stream sequence numbers of 16. */
final class Serial {
    private Serial() {}

    static boolean less(int a, int b) {
        return a - b < 0;
    }

    static boolean less16(int a, int b) {
        return (short) (a - b) < 0;
    }

    static int max(int a, int b) {
        return less(a, b) ? b : a;
    }
}
