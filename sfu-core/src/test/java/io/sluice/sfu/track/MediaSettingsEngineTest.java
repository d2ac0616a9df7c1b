package io.sluice.sfu.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.sfu.allocate.CongestionSettings;
import io.sluice.sfu.audio.SpeechSettings;
import io.sluice.sfu.data.DataSettings;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.negotiate.SsrcGroup;
import io.sluice.transport.peer.PacketSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That streams go by what the operator tuned. */
class MediaSettingsEngineTest implements UplinkListener, PacketSink {
    private static final long MILLIS = 1_000_000L;
    private static final int VP8 = 96;
    private static final int OPUS = 111;
    private static final long AUDIO_SSRC = 9;
    private static final List<Long> VIDEO_SSRCS = List.of(1L, 2L, 3L);
    /** A packet that is neither the first nor the last of its frame, of no key frame. */
    private static final byte[] PAYLOAD = {0x00, 0x01, 0x02, 0x03};

    private static final MediaSettings SETTINGS = new MediaSettings(
            new KeyframeIntervals(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300)),
            100,
            40,
            Duration.ofSeconds(5),
            SpeechSettings.DEFAULT,
            0,
            DataSettings.DEFAULT,
            CodecSettings.DEFAULT,
            CongestionSettings.DEFAULT);

    private final List<SourceStream> streams = new ArrayList<>();
    private long now = 1_000 * MILLIS;

    private void publish(MediaSettings settings) {
        Uplink uplink = new Uplink(this, 1, this);
        PublishedTrack video = new PublishedTrack("TR_V", MediaKind.VIDEO, List.of(), (_, _) -> {}, settings);
        PublishedTrack audio = new PublishedTrack("TR_A", MediaKind.AUDIO, List.of(), (_, _) -> {}, settings);
        List<CodecParameters> vp8 = List.of(new CodecParameters(VP8, "VP8", 90_000, 1, "", List.of()));
        List<CodecParameters> opus = List.of(new CodecParameters(OPUS, "opus", 48_000, 2, "", List.of()));
        uplink.setSections(
                List.of(
                        new UplinkSection(
                                "0", video, vp8, List.of(), VIDEO_SSRCS, List.of(new SsrcGroup("SIM", VIDEO_SSRCS))),
                        new UplinkSection("1", audio, opus, List.of(), List.of(AUDIO_SSRC), List.of())),
                List.of());
        for (int sequence = 0; sequence < 300; sequence++) {
            for (long ssrc : VIDEO_SSRCS) {
                receive(uplink, VP8, sequence, ssrc);
            }
            receive(uplink, OPUS, sequence, AUDIO_SSRC);
        }
        assertThat(streams).extracting(SourceStream::layer).containsExactly(0, 1, 2, 0);
    }

    private void receive(Uplink uplink, int type, int sequence, long ssrc) {
        byte[] packet = new byte[100];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(packet, 0, packet.length, false, false, type, sequence, sequence * 960, (int) ssrc);
        int payload = header.finish();
        System.arraycopy(PAYLOAD, 0, packet, payload, PAYLOAD.length);
        uplink.rtp(packet, 0, payload + PAYLOAD.length, now);
    }

    private void assertAskedAtMostOnceIn(SourceStream stream, long intervalMillis) {
        stream.requestKeyframe(now);
        stream.requestKeyframe(now + intervalMillis * MILLIS - 1);
        assertThat(stream.stats().plis).isEqualTo(1);
        stream.requestKeyframe(now + intervalMillis * MILLIS);
        assertThat(stream.stats().plis).isEqualTo(2);
    }

    @Test
    void keyFramesAreAskedForAsOftenAsTheSettingsSay() {
        publish(SETTINGS);
        assertAskedAtMostOnceIn(streams.get(0), 100);
        assertAskedAtMostOnceIn(streams.get(1), 200);
        assertAskedAtMostOnceIn(streams.get(2), 300);
    }

    @Test
    void asManyPacketsAreKeptAsTheSettingsSay() {
        publish(SETTINGS);
        assertThat(streams.getFirst().history().capacity()).isEqualTo(128);
        assertThat(streams.getLast().history().capacity()).isEqualTo(64);
    }

    @Test
    void withoutSettingsItIsAsLiveKitDoesWithMoreKept() {
        publish(MediaSettings.DEFAULT);
        assertAskedAtMostOnceIn(streams.get(0), 500);
        assertAskedAtMostOnceIn(streams.get(1), 1_000);
        assertAskedAtMostOnceIn(streams.get(2), 1_000);
        assertThat(streams.getFirst().history().capacity()).isEqualTo(512);
        assertThat(streams.getLast().history().capacity()).isEqualTo(256);
    }

    @Override
    public void streamStarted(PublishedTrack track, SourceStream stream) {
        streams.add(stream);
    }

    @Override
    public void streamChanged(PublishedTrack track, SourceStream stream) {
        throw new AssertionError("no stream changes");
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        throw new AssertionError("publishers are sent no media");
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offset, int length) {
        return true;
    }

    @Override
    public boolean writable() {
        return true;
    }
}
