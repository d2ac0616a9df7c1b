package io.sluice.transport.dtls;

/** Packs the records of a flight into as few datagrams as they fit in, where the library would send each on its own. */
final class Flight {
    private final byte[] datagram = new byte[DtlsEndpoint.MAX_DATAGRAM];
    private int length;

    /** Adds a record; what no longer fits beside it goes out first. */
    void add(byte[] buffer, int offset, int size, DatagramOut out) {
        if (length + size > datagram.length) {
            flush(out);
        }
        if (size <= datagram.length) {
            System.arraycopy(buffer, offset, datagram, length, size);
            length += size;
        }
    }

    /** Sends what there is. Returns whether there was anything. */
    boolean flush(DatagramOut out) {
        int size = length;
        length = 0;
        if (size > 0) {
            out.send(datagram, 0, size);
        }
        return size > 0;
    }
}
