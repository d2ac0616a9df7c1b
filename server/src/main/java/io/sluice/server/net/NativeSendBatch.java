package io.sluice.server.net;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * A batch in native memory, laid out as {@code sendmmsg(2)} wants it, so that nothing is allocated and nothing copied twice. Datagrams of
 * equal length to the same peer, as a frame brings them, become one message that the kernel cuts up (UDP generic segmentation offload): it
 * then passes the network stack once. The last of them may be shorter.
 */
final class NativeSendBatch implements SendBatch {
    private static final int MESSAGES = 256;
    private static final int SEGMENTS = 16;
    private static final int BYTES = 512 * 1024;
    /** What one message may hold: an IP packet's limit, with room for its headers. */
    private static final int MESSAGE_BYTES = 60_000;

    // struct mmsghdr { struct msghdr { void* name; u32 namelen; iovec* iov; size_t iovlen; void* control; size_t
    // controllen; int flags; }; u32 len; }
    private static final int HEADER = 64;
    private static final int NAME_LENGTH = 8;
    private static final int VECTOR_COUNT = 24;
    private static final int CONTROL_LENGTH = 40;
    private static final int VECTOR = 16;
    private static final int NAME = 28;
    private static final int NAME_STRIDE = 32;
    // struct cmsghdr { size_t len; int level; int type; } and a u16, padded.
    private static final int CONTROL = 24;
    private static final int CONTROL_USED = 18;

    private final int descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment callState = arena.allocate(Libc.callState());
    private final MemorySegment headers = arena.allocate((long) MESSAGES * HEADER, 64);
    private final MemorySegment vectors = arena.allocate((long) MESSAGES * SEGMENTS * VECTOR, 64);
    private final MemorySegment names = arena.allocate((long) MESSAGES * NAME_STRIDE, 64);
    private final MemorySegment controls = arena.allocate((long) MESSAGES * CONTROL, 64);
    private final MemorySegment bytes = arena.allocate(BYTES, 64);

    private final UdpPath[] peers = new UdpPath[MESSAGES];
    private final int[] segments = new int[MESSAGES];
    private final int[] segmentBytes = new int[MESSAGES];
    private final int[] messageBytes = new int[MESSAGES];

    private boolean closed;
    private long turn;
    private int count;
    private int used;
    private long dropped;
    private long datagrams;
    private long messages;
    private long calls;

    NativeSendBatch(int descriptor) {
        this.descriptor = descriptor;
        for (int i = 0; i < MESSAGES; i++) {
            long header = (long) i * HEADER;
            headers.set(ValueLayout.ADDRESS, header, names.asSlice((long) i * NAME_STRIDE, NAME));
            headers.set(ValueLayout.ADDRESS, header + 16, vectors.asSlice(vector(i, 0), (long) SEGMENTS * VECTOR));
            headers.set(ValueLayout.ADDRESS, header + 32, controls.asSlice((long) i * CONTROL, CONTROL));
            controls.set(ValueLayout.JAVA_LONG, (long) i * CONTROL, CONTROL_USED);
            controls.set(ValueLayout.JAVA_INT, (long) i * CONTROL + 8, Libc.SOL_UDP);
            controls.set(ValueLayout.JAVA_INT, (long) i * CONTROL + 12, Libc.UDP_SEGMENT);
        }
    }

    /** Whether the structures above are those of this machine. */
    static boolean suits() {
        return System.getProperty("os.name").equals("Linux")
                && ValueLayout.ADDRESS.byteSize() == 8
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public boolean add(UdpPath to, byte[] buffer, int offset, int length) {
        if (closed || length > LONGEST) {
            return false;
        }
        if (used + length > BYTES) {
            flush();
        }
        int message = to.turn == turn && joins(to, length) ? to.message : open(to, length);
        int segment = segments[message]++;
        messageBytes[message] += length;
        MemorySegment.copy(buffer, offset, bytes, ValueLayout.JAVA_BYTE, used, length);
        long vector = vector(message, segment);
        vectors.set(ValueLayout.JAVA_LONG, vector, bytes.address() + used);
        vectors.set(ValueLayout.JAVA_LONG, vector + 8, length);
        used += length;
        datagrams++;
        return true;
    }

    /** Whether a datagram may become the next segment: all before it are full, and it is not longer than they are. */
    private boolean joins(UdpPath to, int length) {
        int message = to.message;
        int full = segmentBytes[message];
        int taken = segments[message];
        return to.segmentation
                && taken < SEGMENTS
                && length <= full
                && messageBytes[message] == taken * full
                && messageBytes[message] + length <= MESSAGE_BYTES;
    }

    private int open(UdpPath to, int length) {
        if (count == MESSAGES) {
            flush();
        }
        int message = count++;
        peers[message] = to;
        segments[message] = 0;
        segmentBytes[message] = length;
        messageBytes[message] = 0;
        long name = (long) message * NAME_STRIDE;
        MemorySegment.copy(to.sockaddr, 0, names, ValueLayout.JAVA_BYTE, name, to.sockaddr.length);
        headers.set(ValueLayout.JAVA_INT, (long) message * HEADER + NAME_LENGTH, to.sockaddr.length);
        to.turn = turn;
        to.message = message;
        return message;
    }

    @Override
    public void flush() {
        if (count == 0 || closed) {
            return;
        }
        for (int i = 0; i < count; i++) {
            long header = (long) i * HEADER;
            boolean cut = segments[i] > 1;
            headers.set(ValueLayout.JAVA_LONG, header + VECTOR_COUNT, segments[i]);
            headers.set(ValueLayout.JAVA_LONG, header + CONTROL_LENGTH, cut ? CONTROL : 0);
            if (cut) {
                controls.set(ValueLayout.JAVA_SHORT, (long) i * CONTROL + 16, (short) segmentBytes[i]);
            }
        }
        messages += count;
        int sent = 0;
        while (sent < count) {
            sent += send(sent);
        }
        count = 0;
        used = 0;
        turn++;
    }

    /** Sends from a message on; returns how many messages are dealt with. */
    private int send(int from) {
        calls++;
        int taken = Libc.sendmmsg(callState, descriptor, headers.asSlice((long) from * HEADER), count - from);
        if (taken > 0) {
            return taken;
        }
        switch (Libc.errno(callState)) {
            case Libc.EINTR -> {
                return 0;
            }
            case Libc.EAGAIN, Libc.ENOBUFS -> {
                // The socket's buffer is full: whoever waits for it delays everybody else.
                for (int i = from; i < count; i++) {
                    dropped += segments[i];
                }
                return count - from;
            }
            case Libc.EINVAL, Libc.EIO, Libc.EMSGSIZE -> {
                // Some devices and tunnels cannot segment, and nothing segments what then exceeds the MTU on this way.
                if (segments[from] > 1) {
                    peers[from].segmentation = false;
                    sendOneByOne(from);
                }
                return 1;
            }
            default -> {
                // A peer that cannot be reached, as its ICE agent will find out; the next message is for another one.
                return 1;
            }
        }
    }

    private void sendOneByOne(int message) {
        long header = (long) message * HEADER;
        headers.set(ValueLayout.JAVA_LONG, header + CONTROL_LENGTH, 0);
        headers.set(ValueLayout.JAVA_LONG, header + VECTOR_COUNT, 1);
        for (int i = 0; i < segments[message]; i++) {
            headers.set(ValueLayout.ADDRESS, header + 16, vectors.asSlice(vector(message, i), VECTOR));
            if (Libc.sendmmsg(callState, descriptor, headers.asSlice(header, HEADER), 1) < 1
                    && Libc.errno(callState) == Libc.EAGAIN) {
                dropped++;
            }
        }
        headers.set(ValueLayout.ADDRESS, header + 16, vectors.asSlice(vector(message, 0), (long) SEGMENTS * VECTOR));
    }

    private static long vector(int message, int segment) {
        return ((long) message * SEGMENTS + segment) * VECTOR;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public long datagrams() {
        return datagrams;
    }

    @Override
    public long messages() {
        return messages;
    }

    @Override
    public long calls() {
        return calls;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }
}
