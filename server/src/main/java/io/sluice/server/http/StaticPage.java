package io.sluice.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the meeting page, from the class path. */
public final class StaticPage implements Route {
    private static final String FOLDER = "/META-INF/resources/meet/";
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+");
    /** Also keeps the pattern from descending without end. */
    private static final int LONGEST_NAME = 200;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "wasm", "application/wasm");

    private final String prefix;
    private final Map<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

    /** @param prefix where the page lives, with a slash at the end */
    public StaticPage(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public void serve(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder target) {
        String path = target.path();
        // A page at //meet/ would read the address that it lives at as the name of a host.
        if (!path.startsWith(prefix) || request.uri().startsWith("//")) {
            String query = target.rawQuery();
            HttpAnswers.redirect(context, request, query.isEmpty() ? prefix : prefix + "?" + query);
            return;
        }
        String name = path.length() == prefix.length() ? "index.html" : path.substring(prefix.length());
        Optional<byte[]> file =
                name.length() <= LONGEST_NAME && NAME.matcher(name).matches()
                        ? files.computeIfAbsent(name, StaticPage::load)
                        : Optional.empty();
        if (file.isPresent()) {
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            HttpAnswers.send(context, request, 200, type, file.get());
        } else {
            // Names that are not there would fill the map.
            files.remove(name);
            HttpAnswers.text(context, request, 404, "404 page not found\n");
        }
    }

    private static Optional<byte[]> load(String name) {
        try (InputStream stream = StaticPage.class.getResourceAsStream(FOLDER + name)) {
            return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
