package io.sluice.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.sluice.sfu.measure.MediaCounters;
import io.sluice.sfu.participant.TransportFactory;
import io.sluice.sfu.shard.Loop;
import io.sluice.sfu.shard.Shard;
import io.sluice.transport.peer.Demux;
import io.sluice.transport.peer.DropCounts;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that forwards media: its sockets, its demultiplexer, its rooms. Everything but {@link #executor} and {@link #attach} is its own. */
public final class MediaLoop implements Loop {
    private static final long TICK_MILLIS = 5;
    private static final long REFUSALS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** What a burst of key frames to a few hundred subscribers needs. */
    private static final int SOCKET_BUFFER = 4 << 20;

    private static final int DATAGRAMS_PER_READ = 32;
    private static final Logger log = LoggerFactory.getLogger(MediaLoop.class);

    private final MediaCounters counters = new MediaCounters();
    private final EventLoop eventLoop;
    private final Executor executor = this::execute;
    private final Demux demux = new Demux();
    private final TransportFactory transports;
    private final List<UdpPort> ports = new ArrayList<>();
    private final List<Channel> sockets = new ArrayList<>();
    private final List<Shard> shards = new ArrayList<>();
    private final List<TcpPath> unflushed = new ArrayList<>();
    private final DropReport drops = new DropReport();
    private long refusalsDue = Long.MIN_VALUE;
    private volatile DropCounts refusals = new DropCounts(0, 0, 0, 0, 0, 0, 0);

    /**
     * @param transports makes the factory of this loop
     */
    public MediaLoop(EventLoop eventLoop, Function<MediaLoop, TransportFactory> transports) {
        this.eventLoop = eventLoop;
        this.transports = transports.apply(this);
        var unused = eventLoop.scheduleAtFixedRate(this::safeTick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Binds one port on all addresses, or nothing.
     *
     * @throws IOException saying why not, such as that somebody else has the port on one of them
     */
    public void bind(List<InetSocketAddress> addresses) throws IOException {
        List<Channel> bound = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            ChannelFuture future = bootstrap(address).bind(address).awaitUninterruptibly();
            if (!future.isSuccess()) {
                bound.forEach(channel -> channel.close().awaitUninterruptibly());
                throw new IOException(future.cause().getMessage(), future.cause());
            }
            bound.add(future.channel());
        }
        sockets.addAll(bound);
        bound.forEach(MediaLoop::checkBuffers);
    }

    /** The kernel takes a larger wish than it allows for the largest it allows, and says nothing. */
    private static void checkBuffers(Channel socket) {
        int send = socket.config().getOption(ChannelOption.SO_SNDBUF);
        int receive = socket.config().getOption(ChannelOption.SO_RCVBUF);
        if (Math.min(send, receive) < SOCKET_BUFFER) {
            log.warn(
                    "udp_buffer_small address={} send={} receive={} wanted={} advice=sysctl_net.core.wmem_max_and_rmem_max",
                    socket.localAddress(),
                    send,
                    receive,
                    SOCKET_BUFFER);
        }
    }

    private Bootstrap bootstrap(InetSocketAddress address) {
        SocketProtocolFamily family =
                address.getAddress() instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
        return new Bootstrap()
                .group(eventLoop)
                .channelFactory(() -> {
                    DatagramChannel channel = EventLoops.datagramChannel(family);
                    if (channel instanceof EpollDatagramChannel epoll) {
                        // Several datagrams a system call (recvmmsg).
                        epoll.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, UdpPort.LONGEST);
                    }
                    return channel;
                })
                .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
                .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(UdpPort.LONGEST * DATAGRAMS_PER_READ))
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel channel) {
                        channel.pipeline().addLast(new PortOpener());
                    }
                });
    }

    /** Puts the port in place once the socket has its address. */
    private final class PortOpener extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            UdpPort port = new UdpPort(MediaLoop.this, (DatagramChannel) context.channel());
            ports.add(port);
            context.pipeline().replace(this, "port", port);
            context.fireChannelActive();
        }
    }

    /** Closes the sockets. The batches first: the system may give the number of a closed socket to somebody else at once. */
    public void close() {
        execute(() -> {
            ports.forEach(port -> port.batch().close());
            sockets.forEach(Channel::close);
        });
    }

    /** Finds the transport of a datagram on this loop. */
    public Demux demux() {
        return demux;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    /** Once the loop has ended there is nobody left whom a task would concern. */
    private void execute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            if (!eventLoop.isShuttingDown()) {
                throw e;
            }
        }
    }

    @Override
    public TransportFactory transports() {
        return transports;
    }

    @Override
    public MediaCounters counters() {
        return counters;
    }

    /** Datagrams that came and were thrown away, as of a second ago at most. */
    public DropCounts refusals() {
        return refusals;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    void flushLater(TcpPath path) {
        unflushed.add(path);
    }

    @Override
    public void flush() {
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).batch().flush();
        }
        if (!unflushed.isEmpty()) {
            for (int i = 0; i < unflushed.size(); i++) {
                unflushed.get(i).flush();
            }
            unflushed.clear();
        }
    }

    @Override
    public void attach(Shard shard) {
        execute(() -> shards.add(shard));
    }

    @Override
    public void detach(Shard shard) {
        // By a task of its own: a shard ends in the middle of the loop over all of them.
        execute(() -> shards.remove(shard));
    }

    /** A task that throws is not scheduled again, and a loop without time is dead. */
    private void safeTick() {
        try {
            tick();
        } catch (RuntimeException e) {
            log.error("media_loop_tick_failed", e);
        }
    }

    /** The batches count for themselves; here their figures become readable for others. */
    private void count(long now) {
        long dropped = 0;
        long datagrams = 0;
        long messages = 0;
        long calls = 0;
        for (int i = 0; i < ports.size(); i++) {
            SendBatch batch = ports.get(i).batch();
            dropped += batch.dropped();
            datagrams += batch.datagrams();
            messages += batch.messages();
            calls += batch.calls();
        }
        counters.datagramsDropped.set(dropped);
        counters.datagramsSent.set(datagrams);
        counters.messagesSent.set(messages);
        counters.sendCalls.set(calls);
        counters.ticked(now);
        if (now >= refusalsDue) {
            refusalsDue = now + REFUSALS_NANOS;
            refusals = demux.drops();
        }
        drops.tell(dropped, now);
    }

    private void tick() {
        long now = nanos();
        for (int i = 0; i < shards.size(); i++) {
            shards.get(i).tick(now);
        }
        flush();
        count(now);
    }
}
