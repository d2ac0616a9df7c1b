package io.sluice.config;

import java.time.Duration;

/**
 * What LiveKit has no key for.
 *
 * @param mediaLoops event loops that forward media; 0 for one per core
 * @param signalLoops event loops for HTTP and WebSocket; 0 lets the server choose
 * @param dtlsRole side the server takes when a client leaves the choice
 * @param drainTimeout how long rooms may go on after the server was asked to end; zero for not at all
 */
public record EngineConfig(
        int mediaLoops, int signalLoops, SrtpEngine srtpEngine, DtlsRole dtlsRole, Duration drainTimeout) {}
