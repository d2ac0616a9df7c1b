package io.sluice.server.node;

import io.sluice.config.RtcConfig;
import io.sluice.config.TurnServer;
import io.sluice.signaling.proto.ICEServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
        String scheme = server.protocol().equals("tls") ? "turns:" : "turn:";
        String transport = server.protocol().equals("udp") ? "udp" : "tcp";
        ICEServer.Builder turn = ICEServer.newBuilder()
                .addUrls(scheme + authority(server.host()) + ":" + server.port() + "?transport=" + transport);
        if (server.secret().isEmpty()) {
            return turn.setUsername(server.username())
                    .setCredential(server.credential())
                    .build();
        }
        // The convention coturn calls its REST API: the user name is the end of validity.
        String username = clock.instant().plus(server.ttl()).getEpochSecond() + ":" + participant;
        return turn.setUsername(username)
                .setCredential(credential(server.secret(), username))
                .build();
    }

    /** An IPv6 address stands in brackets (RFC 7065 §3.1). */
    private static String authority(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String credential(String secret, String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }
}
