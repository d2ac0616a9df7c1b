package io.sluice.transport.sctp;

/**
 * What an endpoint may use.
 *
 * @param port ours and the peer's, from {@code a=sctp-port}; 5000 in practice
 * @param maxMessageSize bytes of the longest message that is taken, as our description says; who sends more ends the association
 * @param peerMaxMessageSize bytes of the longest message that is sent, as the peer's description says; 0 for any (RFC 8841 §6.1)
 * @param receiveWindow bytes held for messages that are incomplete, out of order, or not wanted yet
 * @param sendBuffer bytes accepted by {@link SctpEndpoint#send} and not acknowledged yet, over all channels
 * @param channelBuffer the same for one channel
 * @param maxChannels open at a time, by either side
 * @param zeroChecksum whether packets without a checksum are agreed on if the peer likes them too: DTLS protects them anyway
 */
public record SctpConfig(
        int port,
        int maxMessageSize,
        long peerMaxMessageSize,
        int receiveWindow,
        int sendBuffer,
        int channelBuffer,
        int maxChannels,
        boolean zeroChecksum) {
    /** 64 KiB messages, 1 MiB to receive and 4 MiB to send. */
    public static final SctpConfig DEFAULT = new SctpConfig(5000, 65_535, 65_535, 1 << 20, 4 << 20, 2 << 20, 256, true);

    private static final int LEAST_WINDOW = 16 << 10;

    /** Checks that a message fits where it must. */
    public SctpConfig {
        if (port <= 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port);
        }
        if (maxMessageSize <= 0 || peerMaxMessageSize < 0 || maxChannels <= 0) {
            throw new IllegalArgumentException("not a limit");
        }
        if (receiveWindow < LEAST_WINDOW || receiveWindow < maxMessageSize) {
            throw new IllegalArgumentException("a message does not fit into the receive window");
        }
        if (channelBuffer <= 0 || sendBuffer < channelBuffer) {
            throw new IllegalArgumentException("a channel's buffer is larger than that of all");
        }
    }

    /** With what a description says about the peer. */
    public SctpConfig to(int sctpPort, long maxMessage) {
        return new SctpConfig(
                sctpPort,
                maxMessageSize,
                maxMessage,
                receiveWindow,
                sendBuffer,
                channelBuffer,
                maxChannels,
                zeroChecksum);
    }
}
