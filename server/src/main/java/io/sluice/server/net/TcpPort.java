package io.sluice.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Accepts ICE-TCP connections (RFC 6544 §4.1, passive) for all media loops. */
public final class TcpPort {
    private static final int LONGEST_FRAME = 8 * 1024;
    private static final WriteBufferWaterMark QUEUED = new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    /** How long a connection may be open while it belongs to nobody. */
    private static final Duration PROOF = Duration.ofSeconds(10);

    private final List<Channel> listeners = new ArrayList<>();

    /**
     * Binds the addresses.
     *
     * @throws IOException naming the address that cannot be bound
     */
    public TcpPort(EventLoopGroup group, List<MediaLoop> loops, List<InetSocketAddress> addresses) throws IOException {
        this(group, loops, addresses, PROOF);
    }

    TcpPort(EventLoopGroup group, List<MediaLoop> loops, List<InetSocketAddress> addresses, Duration proof)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUED)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(LONGEST_FRAME, 0, 2, 0, 2))
                                .addLast(new TcpConnection(loops, proof));
                    }
                });
        for (InetSocketAddress address : addresses) {
            listeners.add(EventLoops.bind(bootstrap, address, "ICE-TCP"));
        }
    }

    /** Accepts no more; connections that exist end with their loops. */
    public void close() {
        listeners.forEach(Channel::close);
    }
}
