package io.sluice.sfu.shard;

import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.participant.TransportFactory;
import java.util.concurrent.Executor;

/** What a shard needs of the media loop it is pinned to. */
public interface Loop {
    /** Runs tasks on the loop, in order. */
    Executor executor();

    /** Transports over the loop's sockets. */
    TransportFactory transports();

    /** What it counts. */
    MediaCounters counters();

    /** The loop's clock. */
    long nanos();

    /** Lets what was queued leave. */
    void flush();

    /** The shard wants {@link Shard#tick} from now on. */
    void attach(Shard shard);

    /** The shard is finished. */
    void detach(Shard shard);
}
