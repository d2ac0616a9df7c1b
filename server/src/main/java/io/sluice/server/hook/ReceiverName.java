package io.sluice.server.hook;

import java.net.URI;

/** Receivers as the log may show them. */
final class ReceiverName {
    private ReceiverName() {}

    /** Scheme, host and port of a URL: path, query and user often are secrets. */
    static String of(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return "unusable URL";
        }
    }
}
