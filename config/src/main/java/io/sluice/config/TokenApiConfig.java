package io.sluice.config;

import java.util.List;

/**
 * Who may get into which call, and who may say so.
 *
 * @param enabled whether there are channels, members and meetings at all
 * @param peerwave whether rules are read as PeerWave's own server reads them
 * @param url where bearers of tokens are told to connect; empty for where they asked
 * @param hosts names this server goes by where {@code url} is empty; any in development mode
 * @param e2ee what rooms make of tracks without end-to-end encryption unless they are told otherwise: off, report or require
 * @param database of all that
 * @param management whether applications may change it over HTTP
 * @param managementRequestsPerMinute of all of them together; 0 for no limit
 */
public record TokenApiConfig(
        boolean enabled,
        boolean peerwave,
        String url,
        List<String> hosts,
        String e2ee,
        DatabaseConfig database,
        boolean management,
        int managementRequestsPerMinute) {
    public TokenApiConfig {
        hosts = List.copyOf(hosts);
    }
}
