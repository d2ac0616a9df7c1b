package io.sluice.sfu.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A number that one thread counts and any thread may read. Opaque access costs what a plain field costs, and yet no reader sees half a number
 * or an old one for ever.
 */
public final class Tally {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Tally.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long value;

    /** Counts; by the writer only. */
    public void add(long more) {
        VALUE.setOpaque(this, value + more);
    }

    /** Replaces the number; by the writer only. */
    public void set(long next) {
        VALUE.setOpaque(this, next);
    }

    /** The number as of a moment ago. */
    public long get() {
        return (long) VALUE.getOpaque(this);
    }
}
