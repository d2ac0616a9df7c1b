package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void twoListenersOnOnePortAreRefused() {
        assertThat(Loading.complaints("port: 7881\n"))
                .containsExactly("sluice.yaml:1: rtc.tcp_port: port 7881 is also that of port [config.conflict]");
        assertThat(Loading.complaints("prometheus:\n  port: 7880\n"))
                .containsExactly("sluice.yaml:2: prometheus.port: port 7880 is also that of port [config.conflict]");
    }

    @Test
    void aPortRangeThatEndsBeforeItStartsIsRefused() {
        assertThat(Loading.complaints("rtc: {port_range_start: 60000, port_range_end: 50000}\n"))
                .singleElement()
                .asString()
                .contains("the range 60000-50000 ends before it starts");
        assertThat(Loading.complaints("rtc: {udp_port: 9-8}\n"))
                .singleElement()
                .asString()
                .contains("expected a port number, or a range such as 7882-7892");
    }

    @Test
    void aFixedPortWinsOverARangeWithAWarning() throws ConfigException {
        LoadedConfig loaded = Loading.load("rtc: {udp_port: 7882, port_range_start: 50000, port_range_end: 50010}\n");

        assertThat(loaded.config().rtc().udpPorts().bindAll()).isTrue();
        assertThat(loaded.warnings()).singleElement().asString().contains("do not count");
    }

    @Test
    void metricsNeedBothUserAndPasswordOrNeither() {
        assertThat(Loading.complaints("prometheus: {port: 1, username: a}\n"))
                .containsExactly(
                        "sluice.yaml:1: prometheus.username: needs prometheus.password as well [config.incomplete]");
    }

    @Test
    void speakerSettingsOutsideTheirRangeAreRefused() {
        assertThat(Loading.complaints("audio: {active_level: 128, min_percentile: 101, update_interval: 0}\n"))
                .containsExactly(
                        "sluice.yaml:1: audio.active_level: expected 0 to 127, got 128 [config.out_of_range]",
                        "sluice.yaml:1: audio.min_percentile: expected 0 to 100, got 101 [config.out_of_range]",
                        "sluice.yaml:1: audio.update_interval: expected 1 to 60000, got 0 [config.out_of_range]");
    }

    @Test
    void aTurnServerNeedsAPlaceAndAWayIn() {
        assertThat(Loading.complaints("rtc: {turn_servers: [{port: 1, secret: s}]}\n"))
                .containsExactly("sluice.yaml:1: rtc.turn_servers[0]: needs a host and a port [config.incomplete]");
        assertThat(Loading.complaints("rtc: {turn_servers: [{host: t, port: 1, username: u}]}\n"))
                .singleElement()
                .asString()
                .contains("needs secret or secret_file, or both username and credential");
    }

    @Test
    void turnCredentialsHoldAtMostADay() throws ConfigException {
        LoadedConfig loaded = Loading.load("rtc: {turn_servers: ["
                + "{host: a, port: 1, secret: s, ttl: 90000}, {host: b, port: 1, secret: s, ttl: -1},"
                + " {host: c, port: 1, secret: s}]}\n");

        assertThat(loaded.config().rtc().turnServers())
                .extracting(TurnServer::ttl)
                .containsExactly(Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofHours(4));
        assertThat(loaded.warnings()).containsExactly("rtc.turn_servers[0].ttl: 90000 is cut to 86400");
    }

    @Test
    void candidateIncludesWinOverExcludes() throws Exception {
        CandidateFilter filter = Loading.config("rtc:\n  ips: {includes: [10.0.0.0/8], excludes: [10.1.0.0/16]}\n"
                        + "  interfaces: {excludes: [docker0]}\n")
                .rtc()
                .candidateFilter();

        assertThat(filter.admits(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(filter.admits(InetAddress.ofLiteral("192.168.0.1"))).isFalse();
        assertThat(filter.admitsInterface("docker0")).isFalse();
        assertThat(filter.admitsInterface("eth0")).isTrue();
    }

    @Test
    void codecsOfARoomHaveAMimeType() throws ConfigException {
        assertThat(Loading.config("room: {enabled_codecs: [{mime: audio/opus}, {mime: video/VP8, fmtp_line: a=1}]}\n")
                        .room()
                        .enabledCodecs())
                .containsExactly(new CodecSpec("audio/opus", ""), new CodecSpec("video/VP8", "a=1"));
        assertThat(Loading.complaints("room: {enabled_codecs: [{mime: VP8}]}\n"))
                .singleElement()
                .asString()
                .contains("expected a codec such as video/VP8");
    }

    @Test
    void roomConfigurationsAreKeptAsJson() throws ConfigException {
        assertThat(Loading.config("room: {room_configurations: {small: {max_participants: 2, name: \"7\"}}}\n")
                        .room()
                        .configurations())
                .containsEntry("small", "{\"max_participants\":2,\"name\":\"7\"}");
    }

    @Test
    void oldNamesStillWorkAndEarnAWarning() throws ConfigException {
        LoadedConfig loaded =
                Loading.load("log_level: warn\nprometheus_port: 6789\nroom: {max_room_name_length: 12}\n");

        assertThat(loaded.config().logging().level()).isEqualTo("warn");
        assertThat(loaded.config().prometheus().port()).isEqualTo(6789);
        assertThat(loaded.config().limit().maxRoomNameLength()).isEqualTo(12);
        assertThat(loaded.warnings())
                .filteredOn(line -> line.contains("is the old name of"))
                .hasSize(3);
    }

    @Test
    void moreBufferedPacketsThanAnybodyCanAskForAreRefused() {
        assertThat(Loading.complaints("rtc: {packet_buffer_size_video: 32769, packet_buffer_size_audio: 32768}\n"))
                .containsExactly("sluice.yaml:1: rtc.packet_buffer_size_video: expected 0 to 32768, got 32769 "
                        + "[config.out_of_range]");
    }

    @Test
    void keysWithoutEffectAreNamedInOneWarning() throws ConfigException {
        LoadedConfig loaded = Loading.load("""
                redis: {address: localhost:6379}
                video:
                  stream_tracker_manager:
                    video: {packet_tracker: {"0": {samples_required: 1, cycle_duration: 500ms}}}
                """);

        assertThat(loaded.warnings())
                .containsExactly("these keys have no effect in this version: redis.address,"
                        + " video.stream_tracker_manager.video.packet_tracker.0.samples_required,"
                        + " video.stream_tracker_manager.video.packet_tracker.0.cycle_duration");
    }

    @Test
    void keysThatAwaitTheirFeatureAreCheckedInFullAndNamedInThatWarning() throws ConfigException {
        LoadedConfig loaded = Loading.load("""
                enable_participant_data_blob: true
                rtc: {enable_warp: true}
                room: {enabled_codecs: [{mime: audio/opus, fmtp_line: useinbandfec=1}]}
                """);

        assertThat(loaded.config().rtc().enableWarp()).isTrue();
        assertThat(loaded.warnings())
                .containsExactly("these keys have no effect in this version: enable_participant_data_blob,"
                        + " rtc.enable_warp, room.enabled_codecs[0].fmtp_line");
        assertThat(Loading.complaints("room: {playout_delay: {min: 2, max: 1}}\n"))
                .containsExactly("sluice.yaml:1: room.playout_delay.min: 2 is more than max, 1 [config.out_of_range]");
    }

    @Test
    void askingForWhatHappensAnywayEarnsNoWarning() throws ConfigException {
        assertThat(Loading.load("turn: {enabled: false}\nsip: {}\nrtc: {use_external_ip: false, enable_warp: false}\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void webhooksNeedAKeyThatSignsThem() throws ConfigException {
        String urls = "webhook: {urls: [\"http://localhost/hook\"], api_key: ";
        assertThat(Loading.complaints(urls + "other}\n"))
                .containsExactly("sluice.yaml:1: webhook.api_key: api_key is required to use webhooks, and must be one"
                        + " of keys [config.incomplete]");
        assertThat(Loading.config(urls + "APIkey}\n").webhook().urls()).containsExactly("http://localhost/hook");
    }

    @Test
    void aReceiverIsAUrlOfTheWeb() {
        assertThat(Loading.complaints("webhook: {urls: [\"ftp://localhost/s3cret\"], api_key: APIkey}\n"))
                .containsExactly("sluice.yaml:1: webhook.urls: expected URLs that begin with http:// or https:// and"
                        + " name a host [config.wrong_type]");
    }

    @Test
    void aQueueThatHoldsNothingIsRefused() {
        assertThat(Loading.complaints("sluice: {webhook_capacity: 0, webhook_first_retry: 0s}\n"))
                .containsExactly(
                        "sluice.yaml:1: sluice.webhook_capacity: expected 1 or more, got 0 [config.out_of_range]",
                        "sluice.yaml:1: sluice.webhook_first_retry: expected a time longer than none"
                                + " [config.out_of_range]");
    }
}
