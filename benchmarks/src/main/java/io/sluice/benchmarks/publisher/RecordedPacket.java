package io.sluice.benchmarks.publisher;

/**
 * A packet of a recording.
 *
 * @param bytes the whole packet
 * @param frame which frame of its layer it belongs to, from 0
 * @param descriptorAt where the VP8 payload descriptor begins (RFC 7741 §4.2)
 * @param transportSequenceAt where the transport-wide sequence number lies
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RecordedPacket(byte[] bytes, int frame, int descriptorAt, int transportSequenceAt) {}
