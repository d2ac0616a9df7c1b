package io.sluice.sfu.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The data of one participant: what waits to be sent to it, and what is known of what it sent. */
public final class DataMember {
    final DataHost host;
    final Sender sender;
    private final Map<Integer, DataTrack> published = new HashMap<>();
    private final DataCounters counters;
    private final ReliableQueue reliable;
    private final LossyQueue lossy;
    private final LossyQueue frames;
    /** Those that wait until this one has taken what they sent. */
    private final Set<DataMember> heldBack = new HashSet<>();
    /** How many receivers this one waits for. */
    private int waitsFor;

    private long lastSequence;
    private boolean refusalLogged;
    private boolean left;

    DataMember(DataHost host, DataSettings settings, DataCounters counters) {
        this.host = host;
        this.counters = counters;
        this.sender = new Sender(host.sid(), host.identity(), !host.hidden(), host.agent());
        this.reliable = new ReliableQueue(host, settings, counters);
        this.lossy = new LossyQueue(host, DataKind.LOSSY, settings, counters);
        this.frames = new LossyQueue(host, DataKind.TRACK, settings, counters);
    }

    /** The highest sequence number of a reliable packet that was taken from it; 0 for none. */
    public long lastSequence() {
        return lastSequence;
    }

    /** False for a number that was there already, or an older one: a resuming client sends again what may have been lost. */
    boolean accept(long sequence) {
        if (sequence == 0) {
            return true;
        }
        if (sequence <= lastSequence) {
            return false;
        }
        lastSequence = sequence;
        return true;
    }

    /** True once, so that what a client does wrong all the time is logged once. */
    boolean firstRefusal() {
        boolean first = !refusalLogged;
        refusalLogged = true;
        return first;
    }

    /** Its packets under that handle are a data track from now on. */
    public DataTrack publish(int handle) {
        DataTrack track = new DataTrack();
        published.put(handle, track);
        return track;
    }

    /** The data track ends. */
    public void unpublish(int handle) {
        published.remove(handle);
    }

    @Nullable
    DataTrack track(int handle) {
        return published.get(handle);
    }

    /** Sends it a packet, or keeps it for as long as its kind allows; the sender waits if this one cannot keep up. */
    void deliver(DataKind kind, byte[] message, DataMember from, long nowNanos) {
        deliver(kind, message, nowNanos);
        if (kind == DataKind.RELIABLE && !left && reliable.congested() && heldBack.add(from)) {
            from.hold(nowNanos);
        }
    }

    /** The same from nobody who could be held back. */
    void deliver(DataKind kind, byte[] message, long nowNanos) {
        if (kind == DataKind.RELIABLE) {
            reliable.add(message, nowNanos);
        } else {
            lossy.add(message, nowNanos);
        }
    }

    /** Sends it a packet of a data track. The array is not kept. */
    void deliverFrame(byte[] packet, long nowNanos) {
        frames.addCopy(packet, nowNanos);
    }

    private void hold(long nowNanos) {
        counters.heldBack++;
        if (waitsFor++ == 0) {
            host.pauseReading(true, nowNanos);
        }
    }

    private void goOn(long nowNanos) {
        if (--waitsFor == 0) {
            host.pauseReading(false, nowNanos);
        }
    }

    /** A channel is open, or has room again. */
    public void drained(DataKind kind, long nowNanos) {
        switch (kind) {
            case RELIABLE -> {
                reliable.drain(nowNanos);
                if (!reliable.congested()) {
                    release(nowNanos);
                }
            }
            case LOSSY -> lossy.drain(nowNanos);
            case TRACK -> frames.drain(nowNanos);
        }
    }

    /** Lets those go on that were held back. */
    private void release(long nowNanos) {
        if (heldBack.isEmpty()) {
            return;
        }
        DataMember[] all = heldBack.toArray(new DataMember[0]);
        heldBack.clear();
        for (DataMember each : all) {
            each.goOn(nowNanos);
        }
    }

    /** It is gone: nobody waits for it any more. */
    void leave(long nowNanos) {
        left = true;
        release(nowNanos);
    }

    /** Somebody left: there is nothing more to hold back. */
    void forget(DataMember other) {
        heldBack.remove(other);
    }

    /** Tries again what waits; a channel that was closed may be open again. */
    void tick(long nowNanos) {
        if (reliable.bytes() > 0 || !heldBack.isEmpty()) {
            drained(DataKind.RELIABLE, nowNanos);
        }
        if (lossy.bytes() > 0) {
            lossy.drain(nowNanos);
        }
        if (frames.bytes() > 0) {
            frames.drain(nowNanos);
        }
    }

    /** Whether it takes so little that it must go. */
    boolean hopeless(long nowNanos) {
        return reliable.hopeless(nowNanos);
    }

    /** Bytes that wait for it here, over all kinds. */
    public long waiting() {
        return reliable.bytes() + lossy.bytes() + frames.bytes();
    }
}
