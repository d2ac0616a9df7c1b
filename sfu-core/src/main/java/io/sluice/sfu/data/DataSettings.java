package io.sluice.sfu.data;

import java.time.Duration;

/**
 * The bounds of data in a node's rooms, in bytes and times of one receiver.
 *
 * @param maxMessage the largest message that is taken from a client
 * @param slowQueue reliable data waiting for a receiver from which on its senders are held back
 * @param maxQueue reliable data waiting for a receiver at which it is given up
 * @param maxBacklog reliable data kept for a receiver whose channel is not open (yet); the oldest goes first
 * @param slowThreshold bytes per second that a receiver must take while its senders are held back; 0 for next to none
 * @param patience how long it may take less than that
 * @param lossyQueue lossy data, and frames of data tracks, that may wait for a receiver whatever their age
 * @param maxLossyQueue lossy data, and frames of data tracks, that may wait for a receiver at all
 * @param lossyLatency age at which waiting lossy data beyond {@code lossyQueue} is dropped; zero for none
 * @param trackLatency the same for frames of data tracks
 * @param dataTracks whether data tracks can be published
 * @param reconnectOnError whether a client must reconnect whose association broke over what it sent
 * @param maxEncodingName characters of a data track's own name of an encoding
 */
public record DataSettings(
        int maxMessage,
        int slowQueue,
        int maxQueue,
        int maxBacklog,
        int slowThreshold,
        Duration patience,
        int lossyQueue,
        int maxLossyQueue,
        Duration lossyLatency,
        Duration trackLatency,
        boolean dataTracks,
        boolean reconnectOnError,
        int maxEncodingName) {
    /** The bounds without any configuration. */
    public static final DataSettings DEFAULT = new DataSettings(
            65_535,
            256 * 1024,
            2 * 1024 * 1024,
            100_000,
            0,
            Duration.ofSeconds(10),
            8 * 1024,
            256 * 1024,
            Duration.ZERO,
            Duration.ofMillis(100),
            true,
            false,
            32);

    /** The same with what an operator may tune. */
    public DataSettings tuned(
            int slowBytesPerSecond,
            Duration lossy,
            Duration tracks,
            boolean withDataTracks,
            boolean reconnect,
            int encodingName) {
        return new DataSettings(
                maxMessage,
                slowQueue,
                maxQueue,
                maxBacklog,
                slowBytesPerSecond,
                patience,
                lossyQueue,
                maxLossyQueue,
                lossy,
                tracks,
                withDataTracks,
                reconnect,
                encodingName);
    }
}
