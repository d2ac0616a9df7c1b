package io.sluice.transport.sctp;

/**
 * What an endpoint tells its owner, in the middle of the call that made it happen. The owner may call the endpoint back from each of these;
 * what it then wants sent leaves when the outer call returns.
 */
public interface SctpListener {
    /** The association is up. Again after the peer has started over, with all channels of before closed. */
    void connected();

    /** A channel is open at both ends: the peer opened it, or has confirmed that we did. */
    void opened(DataChannel channel);

    /** A whole message; the buffer is only valid during the call. An empty message has length 0. */
    void message(DataChannel channel, boolean binary, byte[] buffer, int offset, int length);

    /** A channel has ended, by either side's wish. Nothing more comes, and its number may be used again. */
    void closed(DataChannel channel);

    /** After {@link SendResult#FULL}, or after more than the channel's low-water mark was waiting: there is room again. */
    void drained(DataChannel channel);

    /** The association is over and nothing more will be called. Channels that were open are not reported one by one. */
    void ended(SctpEnd reason);
}
