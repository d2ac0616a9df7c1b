package io.sluice.benchmarks.rig;

import io.sluice.rtp.packet.RtpPacket;

/**
 * One measurement.
 *
 * @param seconds how long it took
 * @param load CPU seconds of the loop's thread a second
 * @param in RTP packets that the server received
 * @param out RTP packets that it sent to subscribers
 * @param size mean bytes of those before protection
 * @param nanosPerPacket CPU time of the loop's thread for each packet sent, with the kernel's share
 * @param bytesPerPacket allocated by the loop's thread for each packet sent, by Netty and the JDK's ciphers as well
 * @param arrived share of the packets sent that subscribers found in their sockets
 * @param p50Nanos median time from the publisher's call to the subscriber's socket
 * @param p99Nanos what only one packet in a hundred exceeds
 */
public record Sample(
        double seconds,
        double load,
        long in,
        long out,
        int size,
        double nanosPerPacket,
        double bytesPerPacket,
        double arrived,
        long p50Nanos,
        long p99Nanos) {
    static Sample of(LoopUsage used, long arrived, Latencies latencies) {
        return new Sample(
                used.wallNanos() / 1e9,
                (double) used.cpuNanos() / used.wallNanos(),
                used.in(),
                used.out(),
                RtpPacket.FIXED_HEADER + Math.toIntExact(used.payloadBytes() / used.out()),
                (double) used.cpuNanos() / used.out(),
                (double) used.allocatedBytes() / used.out(),
                (double) arrived / used.out(),
                latencies.quantile(0.5),
                latencies.quantile(0.99));
    }
}
