package io.sluice.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.sluice.server.net.EventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for HTTP, on every configured address the same port. */
public final class HttpServer {
    /** A join request of a megabyte travels in the URL, in base64. */
    private static final int LONGEST_LINE = 2 << 20;

    /** A token in a header may carry as much metadata as it may have, in base64 as well. */
    private static final int LONGEST_HEADERS = 1 << 20;

    private static final int LONGEST_BODY = 2 << 20;
    private static final int IDLE_SECONDS = 60;
    private static final WriteBufferWaterMark QUEUED = new WriteBufferWaterMark(1 << 20, 4 << 20);
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private final List<Channel> listeners = new ArrayList<>();
    private final ChannelGroup connections;

    private HttpServer(ChannelGroup connections) {
        this.connections = connections;
    }

    /**
     * Binds.
     *
     * @param hosts addresses or names; empty for all addresses
     * @param port 0 for any
     * @throws IOException naming what cannot be bound
     */
    public static HttpServer start(EventLoopGroup group, List<String> hosts, int port, HttpRoutes routes)
            throws IOException {
        return start(group, hosts, port, LONGEST_BODY, routes);
    }

    /**
     * Likewise.
     *
     * @param longestBody of a request, in bytes
     * @throws IOException naming what cannot be bound
     */
    public static HttpServer start(
            EventLoopGroup group, List<String> hosts, int port, int longestBody, HttpRoutes routes) throws IOException {
        HttpServer server = new HttpServer(new DefaultChannelGroup(GlobalEventExecutor.INSTANCE));
        ServerBootstrap bootstrap = server.bootstrap(group, longestBody, routes);
        int bound = port;
        try {
            for (InetAddress address : addresses(hosts)) {
                server.listeners.add(EventLoops.bind(bootstrap, new InetSocketAddress(address, bound), "HTTP"));
                bound = server.port();
            }
            return server;
        } catch (IOException e) {
            server.stopAccepting();
            throw e;
        }
    }

    /** An address that a machine does not have, such as {@code ::1} without IPv6, is passed over as long as another one is there. */
    private static List<InetAddress> addresses(List<String> hosts) throws IOException {
        if (hosts.isEmpty()) {
            return List.of(new InetSocketAddress(0).getAddress());
        }
        List<InetAddress> addresses = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String host : hosts) {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                addresses.add(address);
            } else {
                missing.add(host);
            }
        }
        if (addresses.isEmpty()) {
            throw new IOException("this machine has none of the addresses in bind_addresses: " + hosts);
        }
        if (!missing.isEmpty()) {
            log.info("bind_addresses_missing addresses={}", missing);
        }
        return addresses;
    }

    private ServerBootstrap bootstrap(EventLoopGroup group, int longestBody, HttpRoutes routes) {
        return new ServerBootstrap()
                .group(group)
                .channel(EventLoops.serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, QUEUED)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                                        .setMaxInitialLineLength(LONGEST_LINE)
                                        .setMaxHeaderSize(LONGEST_HEADERS)))
                                .addLast(WebSocketUpgrade.HTTP_TIMEOUT, new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new HttpServerKeepAliveHandler())
                                .addLast(new HttpObjectAggregator(longestBody))
                                // Answers that take a while must not be overtaken by those to later requests (RFC 9112
                                // §9.3.2).
                                .addLast(new FlowControlHandler())
                                .addLast(WebSocketUpgrade.HTTP_ROUTES, routes);
                    }
                });
    }

    /** The port that was bound. */
    public int port() {
        return ((InetSocketAddress) listeners.getFirst().localAddress()).getPort();
    }

    /** Connections that exist live on. */
    public void stopAccepting() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly(1, TimeUnit.SECONDS));
    }

    /** Closes what is left. */
    public void close() {
        connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
}
