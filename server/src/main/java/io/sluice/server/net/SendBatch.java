package io.sluice.server.net;

/** Datagrams of one socket that leave together at the end of the loop's turn. Used by the loop's thread only. */
interface SendBatch {
    /** Bytes of the longest datagram; longer ones are nothing that we send. */
    int LONGEST = 2048;

    /**
     * Copies a datagram into the batch.
     *
     * @return false if it can not be sent: too long, or the socket is gone
     */
    boolean add(UdpPath to, byte[] buffer, int offset, int length);

    /** Hands everything to the kernel. What it does not take at once is dropped, as a full network would. */
    void flush();

    /** Datagrams since the start for which the socket had no room. Those to peers that cannot be reached do not count. */
    long dropped();

    /** Datagrams since the start that were handed to the kernel, or dropped there. */
    long datagrams();

    /** Messages they were handed over in. */
    long messages();

    /** System calls that took. */
    long calls();

    /** Frees what it holds; nothing is sent any more. Has no effect the second time. */
    void close();
}
