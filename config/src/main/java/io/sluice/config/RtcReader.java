package io.sluice.config;

import io.sluice.config.net.Network;
import io.sluice.config.net.PortRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code rtc}. */
final class RtcReader {
    private static final PortRange DEVELOPMENT_PORT = new PortRange(7882, 7882);

    /** Half the RTP sequence numbers: of more, nobody could ask for the oldest. */
    private static final int MOST_BUFFERED = 32_768;

    private final Settings settings;
    private final Findings findings;
    private final TurnServerReader turnServers;
    private final Bounds bounds;

    RtcReader(Settings settings, Findings findings, TurnServerReader turnServers) {
        this.settings = settings;
        this.findings = findings;
        this.turnServers = turnServers;
        this.bounds = new Bounds(settings, findings);
    }

    /** @param ownNetworks further networks candidates are taken from; usually none */
    RtcConfig read(boolean development, List<Network> ownNetworks) {
        return new RtcConfig(
                udpPorts(development),
                settings.number("rtc.tcp_port"),
                settings.addresses("rtc.node_ip"),
                settings.flag("rtc.use_ice_lite"),
                loopback(development),
                filter(ownNetworks),
                settings.texts("rtc.stun_servers"),
                turnServers.read(),
                bounds.number("rtc.packet_buffer_size_video", 0, MOST_BUFFERED),
                bounds.number("rtc.packet_buffer_size_audio", 0, MOST_BUFFERED),
                new PliThrottle(
                        settings.duration("rtc.pli_throttle.low_quality"),
                        settings.duration("rtc.pli_throttle.mid_quality"),
                        settings.duration("rtc.pli_throttle.high_quality")),
                new CongestionControl(
                        settings.flag("rtc.congestion_control.enabled"),
                        settings.flag("rtc.congestion_control.allow_pause")),
                new TcpFallback(
                        settings.flag("rtc.allow_tcp_fallback"),
                        settings.number("rtc.tcp_fallback_rtt_threshold"),
                        settings.flag("rtc.allow_udp_unstable_fallback")),
                new ReconnectOnError(
                        settings.flag("rtc.reconnect_on_publication_error"),
                        settings.flag("rtc.reconnect_on_subscription_error"),
                        settings.flag("rtc.reconnect_on_data_channel_error")),
                new DataChannels(
                        settings.number("rtc.datachannel_slow_threshold"),
                        settings.duration("rtc.datachannel_lossy_target_latency"),
                        settings.duration("rtc.datachannel_data_track_target_latency")),
                settings.flag("rtc.enable_warp"));
    }

    /** The networks of addresses somebody chose to bind to, which then are those media should use as well. */
    static List<Network> networksOf(List<String> bindAddresses) {
        List<Network> networks = new ArrayList<>();
        for (String text : bindAddresses) {
            InetAddress address = literal(text);
            if (address != null && !address.isLoopbackAddress() && !address.isAnyLocalAddress()) {
                networks.add(new Network(address, address instanceof Inet4Address ? 24 : 64));
            }
        }
        return networks;
    }

    private MediaPorts udpPorts(boolean development) {
        PortRange fixed = settings.ports("rtc.udp_port");
        int first = settings.number("rtc.port_range_start");
        int last = settings.number("rtc.port_range_end");
        boolean ranged = settings.isSet("rtc.port_range_start") && first != 0;
        if (fixed != null) {
            if (ranged) {
                findings.warn("rtc.udp_port is set, so rtc.port_range_start and rtc.port_range_end do not count");
            }
            return new MediaPorts(fixed, true);
        }
        if (!ranged && development) {
            return new MediaPorts(DEVELOPMENT_PORT, true);
        }
        if (!ranged) {
            first = 50_000;
        }
        if (first > last) {
            String key = settings.isSet("rtc.port_range_end") ? "rtc.port_range_end" : "rtc.port_range_start";
            findings.problem(
                    ProblemCode.OUT_OF_RANGE,
                    settings.where(key),
                    key,
                    "the range " + first + "-" + last + " ends before it starts");
            last = first;
        }
        return new MediaPorts(new PortRange(first, last), false);
    }

    private boolean loopback(boolean development) {
        boolean enabled = settings.flag("rtc.enable_loopback_candidate");
        return settings.isSet("rtc.enable_loopback_candidate") ? enabled : development;
    }

    private CandidateFilter filter(List<Network> ownNetworks) {
        List<Network> included = new ArrayList<>(settings.networks("rtc.ips.includes"));
        included.addAll(ownNetworks);
        return new CandidateFilter(
                settings.texts("rtc.interfaces.includes"),
                settings.texts("rtc.interfaces.excludes"),
                included,
                settings.networks("rtc.ips.excludes"));
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
