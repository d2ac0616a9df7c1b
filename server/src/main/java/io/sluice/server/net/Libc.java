package io.sluice.server.net;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The one system call that the send path needs and Java has not: {@code sendmmsg(2)} of 64-bit Linux. */
final class Libc {
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int EINVAL = 22;
    static final int EMSGSIZE = 90;
    static final int ENOBUFS = 105;

    static final short AF_INET = 2;
    static final short AF_INET6 = 10;
    /** {@code SOL_UDP} and {@code UDP_SEGMENT}: the control message that makes the kernel cut one message into datagrams. */
    static final int SOL_UDP = 17;

    static final int UDP_SEGMENT = 103;

    private static final MemoryLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle SENDMMSG = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("sendmmsg"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                    Linker.Option.captureCallState("errno"));

    private Libc() {}

    /** Where {@link #sendmmsg} leaves its error number. */
    static MemoryLayout callState() {
        return CALL_STATE;
    }

    static int errno(MemorySegment callState) {
        return (int) ERRNO.get(callState, 0L);
    }

    /** Sends messages that the array describes; returns how many, or -1 with {@link #errno} when not even the first one went. */
    static int sendmmsg(MemorySegment callState, int descriptor, MemorySegment messages, int count) {
        try {
            return (int) SENDMMSG.invokeExact(callState, descriptor, messages, count, 0);
        } catch (Throwable e) {
            // A downcall throws nothing but what the JVM itself cannot go on with.
            throw new AssertionError(e);
        }
    }
}
