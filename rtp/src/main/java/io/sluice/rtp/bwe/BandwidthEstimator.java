package io.sluice.rtp.bwe;

import io.sluice.rtp.rtcp.TransportFeedback;

/**
 * How much a line to a receiver carries, from what was sent and when the receiver says it arrived; {@code docs/algorithms/bandwidth.md}. An
 * engine without a clock: times are nanoseconds of the caller's. Allocates only when more is under way than ever before.
 */
public final class BandwidthEstimator {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long REMB_VALID_NANOS = 5_000_000_000L;
    /** A queue so short does not hurt. */
    private static final double STANDING_MILLIS = 60;

    /** Behind a queue so long a probe would only make it longer. */
    private static final double PROBING_MILLIS = 40;

    private static final double DRAINED_MILLIS = 300;
    private static final double SLOWEST = 0.3;
    /** Reordered by less than this, a packet is not lost. */
    private static final int REORDERING = 3;

    private static final double MOST_LOSS = 0.9;

    private final double min;
    private final double max;
    private final SentLog log = new SentLog();
    private final DelayTrend trend = new DelayTrend();
    private final QueueDelay queue = new QueueDelay();
    private final RecentRate recent = new RecentRate();
    private final AckedRate acked = new AckedRate();
    private final DelayRate delay;
    private final LossRate losses = new LossRate();
    private final ProbePlan plan = new ProbePlan();
    private final ProbeCluster cluster = new ProbeCluster();
    private double wanted;
    private double remb = Double.POSITIVE_INFINITY;
    private long rembAt = Long.MIN_VALUE / 2;
    private boolean arrivalKnown;
    private int arrivalTicks;
    private double arrivalMillis;
    private boolean reported;

    /** Bits per second: the first guess, and the bounds of all others. */
    public BandwidthEstimator(long start, long min, long max) {
        this.min = min;
        this.max = max;
        this.delay = new DelayRate(start, min, max);
    }

    /** Another first guess, in bits per second; before anything was sent. */
    public void startFrom(long bitsPerSecond) {
        delay.startFrom(bitsPerSecond);
    }

    /** The transport-wide sequence number of the next packet, 0 to 65535. */
    public int nextSequence() {
        return log.nextSequence();
    }

    /**
     * A packet goes out under the {@link #nextSequence}.
     *
     * @param bytes on the wire, without IP and UDP
     */
    public void sent(int bytes, long nowNanos) {
        int probe = plan.current();
        log.add(bytes, probe, nowNanos);
        if (probe != SentLog.NO_PROBE) {
            plan.sent(bytes, nowNanos);
        }
    }

    /** How many bytes must go out now, media or padding, to keep a probe's rate; 0 while there is no probe. */
    public int probeBytesDue(long nowNanos) {
        return plan.due(nowNanos);
    }

    /** How large the packets of a probe should be. */
    public int probePacketBytes() {
        return plan.packetBytes();
    }

    /** Tells how much there is to send, bits per second: what goes beyond the estimate is worth a probe. */
    public void want(long bitsPerSecond) {
        wanted = bitsPerSecond;
    }

    /** The receiver has reported, in a block that {@link TransportFeedback#read} accepted. */
    public void feedback(TransportFeedback report, long nowNanos) {
        reported = true;
        int received = 0;
        int lost = 0;
        long last = -1;
        while (report.next()) {
            long full = log.find(report.sequence());
            if (full < 0) {
                continue;
            }
            if (report.received()) {
                arrived(full, arrival(report.arrival()));
                received++;
            } else {
                lost++;
            }
            last = full;
        }
        if (last < 0) {
            return;
        }
        log.forgetThrough(last - REORDERING);
        losses.reported(received, lost);
        update(nowNanos);
    }

    private void arrived(long full, double arrival) {
        int size = log.size(full);
        double sent = log.sentAt(full) / NANOS_PER_MILLI;
        int probe = log.probe(full);
        if (probe != SentLog.NO_PROBE && probe == cluster.id()) {
            cluster.arrived(size, sent, arrival);
        }
        trend.arrived(sent, arrival);
        queue.arrived(sent, arrival);
        recent.arrived(size, arrival, queue.lastMillis());
        acked.arrived(size, arrival);
    }

    /** The receiver's clock turns over; it is made to run on. Milliseconds. */
    private double arrival(long ticks) {
        int now = (int) ticks;
        if (arrivalKnown) {
            arrivalMillis += (now - arrivalTicks) * (TransportFeedback.TICK_NANOS / NANOS_PER_MILLI);
        }
        arrivalKnown = true;
        arrivalTicks = now;
        return arrivalMillis;
    }

    /** The average lags behind what has just become more, or less. */
    private double carried(double arriving) {
        return recent.standingBitsPerSecond() > 0
                ? recent.standingBitsPerSecond()
                : Math.max(arriving, recent.bitsPerSecond());
    }

    private void update(long nowNanos) {
        double before = bitsPerSecond();
        double arriving = acked.bitsPerSecond();
        Usage usage = trend.usage();
        delay.update(usage, usage == Usage.OVER ? carried(arriving) : arriving, nowNanos);
        // Of a bound far above what is sent the first losses would take nothing that counts.
        double sent = arriving > 0 ? arriving / (1 - Math.min(losses.reportedLoss(), MOST_LOSS)) : before;
        losses.update(Math.min(before, sent), min, nowNanos);
        if (cluster.id() != SentLog.NO_PROBE) {
            double proved = cluster.result();
            if (proved > 0) {
                delay.proved(proved);
                losses.proved(proved);
                cluster.end();
                plan.ended(proved, before, nowNanos);
            }
        }
        if (usage == Usage.OVER && plan.underWay()) {
            cluster.end();
            plan.congested(nowNanos);
        }
    }

    /** So many packets were received and lost, by reports that do not tell when they arrived; for receivers that give no others. */
    public void reported(int received, int lost, long nowNanos) {
        reported = true;
        losses.reported(received, lost);
        update(nowNanos);
    }

    /** The receiver's own estimate, which is not exceeded while it is fresh. */
    public void remb(long bitsPerSecond, long nowNanos) {
        remb = bitsPerSecond;
        rembAt = nowNanos;
    }

    /** The round trip was measured. */
    public void roundTrip(long nanos) {
        delay.roundTrip(nanos);
    }

    /** Whether a probe is under way, so that more may be known in a moment. */
    public boolean probing() {
        return plan.underWay();
    }

    /** Lets time pass: begins and gives up probes. To be called every few milliseconds while something is sent. */
    public void tick(long nowNanos) {
        if (nowNanos - rembAt > REMB_VALID_NANOS) {
            remb = Double.POSITIVE_INFINITY;
        }
        if (cluster.complete() && plan.settled(nowNanos)) {
            cluster.end();
            plan.repeat(nowNanos);
        } else if (plan.timedOut(nowNanos)) {
            cluster.end();
            plan.ended(-1, bitsPerSecond(), nowNanos);
        }
        if (queue.millis() < PROBING_MILLIS && plan.plan(bitsPerSecond(), wanted, Math.min(max, remb), nowNanos)) {
            cluster.begin(plan.id(), plan.leastPackets(), plan.leastBytes());
        }
    }

    /** Bits per second that the line carries. */
    public long bitsPerSecond() {
        return (long) Math.max(min, Math.min(Math.min(delay.bitsPerSecond(), losses.bitsPerSecond()), remb));
    }

    /** Bits per second that may be sent now: less than the line carries while a queue must drain. */
    public long sendingBitsPerSecond() {
        double excess = Math.max(0, queue.millis() - STANDING_MILLIS);
        return (long) Math.max(min, bitsPerSecond() * Math.max(SLOWEST, 1 - excess / DRAINED_MILLIS));
    }

    /** How long packets wait in queues on the way, milliseconds. */
    public double queueingMillis() {
        return queue.millis();
    }

    /** What the estimate rests on. */
    public Limit limit() {
        if (!reported && remb == Double.POSITIVE_INFINITY) {
            return Limit.START;
        }
        double lowest = bitsPerSecond();
        if (remb <= lowest) {
            return Limit.RECEIVER;
        }
        return losses.bitsPerSecond() <= lowest ? Limit.LOSS : Limit.DELAY;
    }

    /** Bits per second that arrive, by the reports; -1 while nothing is known. */
    public long ackedBitsPerSecond() {
        return (long) acked.bitsPerSecond();
    }

    /** Bits per second that come out of a queue that stands, which is all that the line carries now; -1 while none stands. */
    public long standingBitsPerSecond() {
        return (long) recent.standingBitsPerSecond();
    }

    /** The share that was lost lately, 0 to 1. */
    public double loss() {
        return losses.loss();
    }

    /** When queues grew the last time; far in the past if never. */
    public long congestedAt() {
        return delay.decreasedAt();
    }
}
