package io.sluice.transport.sctp;

/**
 * What both ends of an association know after its set-up.
 *
 * @param localTag what the peer puts into its packets
 * @param peerTag what we put into ours
 * @param localTsn of our first DATA chunk
 * @param peerTsn of the peer's first DATA chunk
 * @param peerWindow bytes that the peer takes at first
 * @param streams how many we may send on
 * @param forwardTsn whether the peer lets us give messages up (RFC 3758)
 * @param reset whether it knows stream reset (RFC 6525)
 * @param zeroChecksum whether it takes packets without a checksum (RFC 9653)
 */
record Agreement(
        int localTag,
        int peerTag,
        int localTsn,
        int peerTsn,
        long peerWindow,
        int streams,
        boolean forwardTsn,
        boolean reset,
        boolean zeroChecksum) {}
