package io.sluice.server.net;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log that sockets did not take all that was sent: a line every ten seconds at most, and none while all is well. */
final class DropReport {
    private static final Logger log = LoggerFactory.getLogger(DropReport.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long told;
    private long quietUntil = Long.MIN_VALUE;

    /** @param dropped datagrams since the start */
    void tell(long dropped, long nowNanos) {
        if (dropped != told && nowNanos >= quietUntil) {
            log.warn(
                    "udp_send_dropped datagrams={} total={} advice=more_media_loops_or_cores", dropped - told, dropped);
            told = dropped;
            quietUntil = nowNanos + INTERVAL_NANOS;
        }
    }
}
