package io.sluice.sfu.subscribe;

import io.sluice.rtp.bwe.Limit;

/**
 * What is known of a participant's downlink at one moment, for whoever wants to know why it gets what it gets.
 *
 * @param numbered whether packets carry transport-wide sequence numbers, without which only the participant's own word counts
 * @param limit what the estimate rests on
 * @param estimate bits per second that the line carries
 * @param sending bits per second that may be sent now: less while a queue must drain
 * @param acked bits per second that arrive, -1 while nothing is known
 * @param loss the share that was lost lately, 0 to 1
 * @param queueingMillis how long packets wait in queues on the way
 * @param limited whether the line has shown that it is narrow; until then nothing is held back
 * @param wanted bits per second of all video that is wanted and flows, while limited
 * @param given bits per second of what of it is given, while limited
 * @param sound bits per second of sound
 * @param waiting packets that wait to be sent
 * @param waitingMillis how long the last of them has to wait
 */
public record DownlinkSnapshot(
        boolean numbered,
        Limit limit,
        long estimate,
        long sending,
        long acked,
        double loss,
        double queueingMillis,
        boolean limited,
        long wanted,
        long given,
        long sound,
        int waiting,
        long waitingMillis) {}
