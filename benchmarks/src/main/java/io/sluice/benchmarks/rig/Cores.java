package io.sluice.benchmarks.rig;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Binds threads to processor cores, as the C floor does, so that both measure the same thing. Linux only; elsewhere threads roam. */
public final class Cores {
    /** The core of the media loop. */
    public static final int SERVER = 0;
    /** The core of the clients. */
    public static final int CLIENTS = 1;

    private static final int MASK_BYTES = 128;
    // Asked once, as a bound thread sees only its own core.
    private static final boolean CAN_BIND = System.getProperty("os.name").equals("Linux")
            && Runtime.getRuntime().availableProcessors() > CLIENTS;

    private Cores() {}

    /** Whether {@link #bind} does anything: there are cores enough, and the system is one we know. */
    public static boolean canBind() {
        return CAN_BIND;
    }

    /** From now on the calling thread, and what it starts, runs on one core; stays as it is where that cannot be had. */
    public static void bind(int core) {
        if (!CAN_BIND) {
            return;
        }
        MethodHandle setAffinity = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("sched_setaffinity"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            mask.set(ValueLayout.JAVA_LONG, 0, 1L << core);
            // A refusal, as in a container with other cores, only makes figures less steady.
            int unused = (int) setAffinity.invokeExact(0, (long) MASK_BYTES, mask);
        } catch (Throwable e) {
            // A downcall throws nothing but what the JVM itself cannot go on with.
            throw new AssertionError(e);
        }
    }
}
