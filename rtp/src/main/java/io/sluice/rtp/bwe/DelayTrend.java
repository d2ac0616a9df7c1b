package io.sluice.rtp.bwe;

/**
 * Whether the one-way delay grows. Packets sent within a few milliseconds of each other make a group; how much later than the one before it a
 * group arrives, compared with how much later it was sent, is summed up and smoothed, and the slope of that sum over the last groups is held
 * against a threshold that adapts to how restless the line is (draft-ietf-rmcat-gcc-02 §5, with the slope in place of the Kalman filter).
 */
final class DelayTrend {
    private static final double GROUP_MILLIS = 5;
    private static final double LONGEST_BURST_MILLIS = 100;
    private static final int WINDOW = 20;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4;
    private static final int MAX_DELTAS = 60;
    private static final double FIRST_THRESHOLD = 12.5;
    private static final double MIN_THRESHOLD = 6;
    private static final double MAX_THRESHOLD = 600;
    private static final double THRESHOLD_UP = 0.0087;
    private static final double THRESHOLD_DOWN = 0.039;
    /** A slope so far from the threshold is an outlier, which the threshold does not follow. */
    private static final double OUTLIER = 15;

    private static final double OVERUSE_MILLIS = 10;
    /** After a pause of the sender the old queue is gone. */
    private static final double FORGOTTEN_MILLIS = 2_000;

    // The group that is being gathered, and the one before it: milliseconds.
    private boolean gathering;
    private double firstSent;
    private double lastSent;
    private double firstArrived;
    private double lastArrived;
    private boolean complete;
    private double sentBefore;
    private double arrivedBefore;

    private final double[] times = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private int points;
    private int deltas;
    private double accumulated;
    private double smoothed;
    private double slopeBefore;

    private double threshold = FIRST_THRESHOLD;
    private double thresholdAt = -1;
    private double over = -1;
    private int overCount;
    private Usage usage = Usage.NORMAL;

    /** A packet has arrived; in the order of sending. Times in milliseconds, each of its own clock. */
    void arrived(double sent, double arrived) {
        if (!gathering) {
            startGroup(sent, arrived);
        } else if (sent < firstSent) {
            return;
        } else if (sent - lastSent > FORGOTTEN_MILLIS) {
            forget();
            startGroup(sent, arrived);
        } else if (sent - firstSent > GROUP_MILLIS && !burst(sent, arrived)) {
            if (complete) {
                compare(lastSent - sentBefore, lastArrived - arrivedBefore, lastArrived);
            }
            complete = true;
            sentBefore = lastSent;
            arrivedBefore = lastArrived;
            startGroup(sent, arrived);
        } else {
            lastSent = Math.max(lastSent, sent);
            lastArrived = Math.max(lastArrived, arrived);
        }
    }

    private void startGroup(double sent, double arrived) {
        gathering = true;
        firstSent = sent;
        lastSent = sent;
        firstArrived = arrived;
        lastArrived = arrived;
    }

    /** Packets that a hop held back and let go at once tell nothing of the queue between them. */
    private boolean burst(double sent, double arrived) {
        double arrivalDelta = arrived - lastArrived;
        return arrivalDelta <= GROUP_MILLIS
                && arrivalDelta - (sent - lastSent) < 0
                && arrived - firstArrived < LONGEST_BURST_MILLIS;
    }

    private void forget() {
        complete = false;
        points = 0;
        deltas = 0;
        accumulated = 0;
        smoothed = 0;
        slopeBefore = 0;
        over = -1;
        overCount = 0;
        usage = Usage.NORMAL;
    }

    private void compare(double sendDelta, double arrivalDelta, double now) {
        deltas++;
        accumulated += arrivalDelta - sendDelta;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        int i = points++ % WINDOW;
        times[i] = now;
        delays[i] = smoothed;
        double slope = points >= WINDOW ? slope() : slopeBefore;
        detect(Math.min(deltas, MAX_DELTAS) * slope * GAIN, slope, sendDelta, now);
    }

    /** Least squares over the window. */
    private double slope() {
        double meanTime = 0;
        double meanDelay = 0;
        for (int i = 0; i < WINDOW; i++) {
            meanTime += times[i];
            meanDelay += delays[i];
        }
        meanTime /= WINDOW;
        meanDelay /= WINDOW;
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < WINDOW; i++) {
            double time = times[i] - meanTime;
            numerator += time * (delays[i] - meanDelay);
            denominator += time * time;
        }
        return denominator == 0 ? 0 : numerator / denominator;
    }

    private void detect(double trend, double slope, double sendDelta, double now) {
        if (trend > threshold) {
            over = over < 0 ? sendDelta / 2 : over + sendDelta;
            overCount++;
            if (over > OVERUSE_MILLIS && overCount > 1 && slope >= slopeBefore) {
                over = 0;
                overCount = 0;
                usage = Usage.OVER;
            }
        } else {
            over = -1;
            overCount = 0;
            usage = trend < -threshold ? Usage.UNDER : Usage.NORMAL;
        }
        slopeBefore = slope;
        adapt(trend, now);
    }

    private void adapt(double trend, double now) {
        double distance = Math.abs(trend) - threshold;
        if (thresholdAt >= 0 && distance <= OUTLIER) {
            double elapsed = Math.clamp(now - thresholdAt, 0, 100);
            threshold += elapsed * (distance < 0 ? THRESHOLD_DOWN : THRESHOLD_UP) * distance;
            threshold = Math.clamp(threshold, MIN_THRESHOLD, MAX_THRESHOLD);
        }
        thresholdAt = now;
    }

    /** What the last groups say. */
    Usage usage() {
        return usage;
    }
}
