package io.sluice.server.node;

import io.sluice.config.RtcConfig;
import io.sluice.config.TurnServer;
import io.sluice.signaling.proto.ICEServer;
import io.sluice.tokenapi.endpoint.TurnCredential;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The STUN and TURN servers that clients are told. */
final class IceServers {
    private final RtcConfig rtc;
    private final Clock clock;

    IceServers(RtcConfig rtc, Clock clock) {
        this.rtc = rtc;
        this.clock = clock;
    }

    /** For one participant: where a server shares a secret with us, the credentials are made for it and expire. */
    List<ICEServer> of(String participant) {
        List<ICEServer> servers = new ArrayList<>();
        if (!rtc.stunServers().isEmpty()) {
            ICEServer.Builder stun = ICEServer.newBuilder();
            rtc.stunServers().forEach(server -> stun.addUrls("stun:" + server));
            servers.add(stun.build());
        }
        rtc.turnServers().forEach(server -> servers.add(turn(server, participant)));
        return servers;
    }

    private ICEServer turn(TurnServer server, String participant) {
        ICEServer.Builder turn = ICEServer.newBuilder().addUrls(url(server));
        if (server.secret().isEmpty()) {
            return turn.setUsername(server.username())
                    .setCredential(server.credential())
                    .build();
        }
        TurnCredential credential =
                TurnCredential.of(server.secret(), participant, clock.instant().plus(server.ttl()));
        return turn.setUsername(credential.username())
                .setCredential(credential.password())
                .build();
    }

    /** As clients want it (RFC 7065). */
    static String url(TurnServer server) {
        String scheme = server.protocol().equals("tls") ? "turns:" : "turn:";
        String transport = server.protocol().equals("udp") ? "udp" : "tcp";
        return scheme + authority(server.host()) + ":" + server.port() + "?transport=" + transport;
    }

    /** An IPv6 address stands in brackets (RFC 7065 §3.1). */
    private static String authority(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
