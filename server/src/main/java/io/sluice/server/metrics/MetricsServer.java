package io.sluice.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.sluice.config.PrometheusConfig;
import io.sluice.tokenapi.http.ApiAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what those who run the server want to see, on a port of its own: at {@code /debug/} why things are as they are, at any other path the
 * metrics, as LiveKit does, by default with LiveKit's names. The JDK's own HTTP server and virtual threads: a scrape must work when the
 * loops are the problem.
 */
public final class MetricsServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);
    private static final String DEBUG = "/debug/";
    /** The query's parameter for {@link Naming}. */
    private static final String NAMES = "names";

    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final List<HttpServer> listeners = new ArrayList<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Naming, String> page;
    private final Function<String, ApiAnswer> debug;
    /** What a reader must send; null when anybody may read. */
    private final byte @Nullable [] credentials;

    private MetricsServer(PrometheusConfig config, Function<Naming, String> page, Function<String, ApiAnswer> debug) {
        this.page = page;
        this.debug = debug;
        this.credentials = config.username().isEmpty()
                ? null
                : ("Basic "
                                + Base64.getEncoder()
                                        .encodeToString((config.username() + ":" + config.password())
                                                .getBytes(StandardCharsets.UTF_8)))
                        .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Binds.
     *
     * @param hosts addresses or names; empty for all addresses
     * @param page the metrics as text, named in a way
     * @param debug answers a path, {@code /debug/} and what follows, undecoded
     * @throws IOException naming what cannot be bound
     */
    public static MetricsServer start(
            PrometheusConfig config,
            List<String> hosts,
            Function<Naming, String> page,
            Function<String, ApiAnswer> debug)
            throws IOException {
        MetricsServer server = new MetricsServer(config, page, debug);
        try {
            for (InetAddress address : addresses(hosts)) {
                server.listen(new InetSocketAddress(address, config.port()));
            }
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private static List<InetAddress> addresses(List<String> hosts) throws IOException {
        if (hosts.isEmpty()) {
            return List.of(new InetSocketAddress(0).getAddress());
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String host : hosts) {
            InetAddress address = InetAddress.getByName(host);
            // A machine without IPv6 does not have ::1; the port for clients is bound likewise.
            if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private void listen(InetSocketAddress address) throws IOException {
        try {
            HttpServer listener = HttpServer.create(address, 0);
            listener.setExecutor(executor);
            listener.createContext("/", exchange -> serve(exchange, this::metrics));
            listener.createContext(DEBUG, exchange -> serve(exchange, this::explanation));
            listener.start();
            listeners.add(listener);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + address.getAddress().getHostAddress() + " port " + address.getPort()
                            + " for metrics: " + e.getMessage(),
                    e);
        }
    }

    private void serve(HttpExchange exchange, Function<HttpExchange, ApiAnswer> handler) throws IOException {
        try (exchange) {
            if (!mayRead(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Protected Area\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            ApiAnswer answer = handler.apply(exchange);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean bare = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.body().length);
            if (!bare) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (RuntimeException e) {
            log.error("metrics_failed", e);
        }
    }

    private ApiAnswer metrics(HttpExchange exchange) {
        String asked = new QueryStringDecoder(exchange.getRequestURI())
                .parameters()
                .getOrDefault(NAMES, List.of(Naming.LIVEKIT.toString()))
                .getLast();
        return Naming.called(asked)
                .map(naming -> ApiAnswer.of(200, FORMAT, page.apply(naming).getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() ->
                        ApiAnswer.text(400, "The parameter " + NAMES + " may be one of " + List.of(Naming.values())));
    }

    /** Unlike numbers it names people: without credentials it stays on the machine. */
    private ApiAnswer explanation(HttpExchange exchange) {
        if (credentials == null && !exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
            return ApiAnswer.text(
                    403,
                    "From another machine only with credentials: set prometheus.username and prometheus.password.");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return ApiAnswer.text(405, "Only GET.").with("allow", "GET");
        }
        return debug.apply(exchange.getRequestURI().getRawPath());
    }

    /** Compared in a time that does not depend on where the first difference is. */
    private boolean mayRead(@Nullable String authorization) {
        return credentials == null
                || authorization != null
                        && MessageDigest.isEqual(credentials, authorization.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        listeners.forEach(listener -> listener.stop(0));
        executor.shutdownNow();
    }
}
