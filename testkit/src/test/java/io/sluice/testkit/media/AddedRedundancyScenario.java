package io.sluice.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.ext.HeaderExtension;
import io.sluice.rtp.packet.BigEndian;
import io.sluice.rtp.packet.RtcpWriter;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.negotiate.MediaKind;
import io.sluice.sfu.subscribe.DownTrack;
import io.sluice.sfu.subscribe.Downlink;
import io.sluice.sfu.track.CodecSettings;
import io.sluice.sfu.track.MediaSettings;
import io.sluice.sfu.track.PublishedTrack;
import io.sluice.sfu.track.Uplink;
import io.sluice.sfu.track.UplinkSection;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A publisher sends plain Opus, a subscriber knows redundant audio (RFC 2198): each packet repeats the frames before it. */
class AddedRedundancyScenario implements SilentPeer {
    private static final CodecParameters OPUS = new CodecParameters(111, "opus", 48_000, 2, "", List.of("nack"));
    private static final CodecParameters RED = new CodecParameters(63, "red", 48_000, 2, "111/111", List.of());
    private static final CodecParameters OTHER_OPUS = new CodecParameters(109, "opus", 48_000, 2, "", List.of("nack"));
    private static final int MID_ID = 4;
    private static final int FRAME = 960;
    private static final int FIRST = 65_530;
    private static final int FRAME_BYTES = 3;

    /** What came: payload type and frames, the oldest first. */
    private record Heard(int sequence, int type, List<Integer> frames, String bytes) {}

    private final List<Heard> heard = new ArrayList<>();
    private final RtpPacket received = new RtpPacket();
    private final Uplink uplink = new Uplink(this, 1, this);
    private PublishedTrack track = track(true);
    private final Downlink downlink = new Downlink(this, new Random(1));
    private int ssrc;
    private int frameBytes = FRAME_BYTES;
    private long now = 1_000_000_000_000L;

    private static PublishedTrack track(boolean add) {
        MediaSettings usual = MediaSettings.DEFAULT;
        MediaSettings settings = new MediaSettings(
                usual.keyframeIntervals(),
                usual.videoHistory(),
                usual.audioHistory(),
                usual.pauseDelay(),
                usual.speech(),
                usual.loudestSpeakers(),
                usual.data(),
                new CodecSettings(usual.codecs().regressionParticipants(), add),
                usual.congestion());
        return new PublishedTrack("TR_1", MediaKind.AUDIO, List.of(), (_, _) -> {}, settings);
    }

    private void listen(CodecParameters... agreed) {
        uplink.setSections(
                List.of(new UplinkSection("0", track, List.of(OPUS), List.of(), List.of(), List.of())),
                List.of(new ExtensionParameters(MID_ID, HeaderExtension.MID.uri())));
        DownTrack downTrack = downlink.add(track, "publisher", now);
        ssrc = downTrack.ssrc();
        assertThat(downTrack.bind(List.of(agreed), List.of(), now)).isTrue();
    }

    /** A frame is bytes of which the first three say its number. */
    private void send(int number) {
        byte[] packet = new byte[1_400];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(packet, 0, packet.length, true, false, 111, FIRST + number & 0xffff, number * FRAME, 77);
        header.extension(MID_ID, new byte[] {'0'}, 0, 1);
        int at = header.finish();
        BigEndian.put24(packet, at, number);
        now += 20_000_000;
        uplink.rtp(packet, 0, at + frameBytes, now);
    }

    /** The subscriber asks for a packet again; gives what came then. */
    private List<Heard> again(int sequence) {
        int before = heard.size();
        byte[] feedback = new byte[100];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(feedback, 0, feedback.length);
        GenericNack.write(writer, 1, ssrc, new int[] {sequence}, 0, 1);
        downlink.rtcp(feedback, 0, writer.length(), now);
        return List.copyOf(heard.subList(before, heard.size()));
    }

    private List<List<Integer>> frames() {
        return heard.stream().map(Heard::frames).toList();
    }

    @Test
    void eachPacketRepeatsTheTwoFramesBeforeIt() {
        track.allowRedundancy();
        listen(OPUS, RED);
        for (int i = 0; i < 8; i++) {
            send(i);
        }
        assertThat(frames().subList(0, 4))
                .containsExactly(List.of(0), List.of(0, 1), List.of(0, 1, 2), List.of(1, 2, 3));
        assertThat(heard)
                .hasSize(8)
                .allSatisfy(packet -> assertThat(packet.type()).isEqualTo(63));
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).sequence()).isEqualTo(heard.get(i - 1).sequence() + 1 & 0xffff);
        }
    }

    @Test
    void whatNeverCameIsNotRepeated() {
        track.allowRedundancy();
        listen(OPUS, RED);
        send(0);
        send(2);
        send(3);
        assertThat(frames()).containsExactly(List.of(0), List.of(0, 2), List.of(2, 3));
    }

    @Test
    void aLostPacketIsSentAgainAsItWas() {
        track.allowRedundancy();
        listen(OPUS, RED);
        send(0);
        send(2);
        send(1);
        send(3);
        assertThat(frames()).contains(List.of(0, 2));
        for (Heard lost : List.copyOf(heard)) {
            assertThat(again(lost.sequence())).containsExactly(lost);
        }
    }

    /** One number with two contents would give the key stream away (RFC 3711 §9.1). */
    @Test
    void whatCanNotBeTheSameIsNotSentAgain() {
        track.allowRedundancy();
        listen(OPUS, RED);
        for (int i = 0; i < 1_000; i++) {
            send(i);
        }
        int answered = 0;
        for (Heard lost : List.copyOf(heard)) {
            List<Heard> came = again(lost.sequence());
            answered += came.size();
            assertThat(came).allMatch(lost::equals);
        }
        assertThat(answered).isBetween(1, 999);
    }

    @Test
    void whatWasSaidWhileMutedIsNotRepeated() {
        track.allowRedundancy();
        listen(OPUS, RED);
        send(0);
        track.setMuted(true, now);
        send(1);
        send(2);
        track.setMuted(false, now);
        send(3);
        send(4);
        assertThat(frames()).containsExactly(List.of(0), List.of(3), List.of(3, 4));
    }

    @Test
    void frameThatIsTooLongForABlockGoesAlone() {
        track.allowRedundancy();
        listen(OPUS, RED);
        frameBytes = 1_024;
        send(0);
        send(1);
        assertThat(heard).hasSize(2);
        assertThat(frames()).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void theInnerTypeIsTheSubscribersOwn() {
        track.allowRedundancy();
        listen(OTHER_OPUS, RED);
        send(0);
        assertThat(heard.getFirst().type()).isEqualTo(63);
        assertThat(received.buffer()[received.payloadOffset()]).isEqualTo((byte) 109);
    }

    @Test
    void withoutTheSettingItIsNotMade() {
        track = track(false);
        track.allowRedundancy();
        listen(OPUS, RED);
        send(0);
        assertThat(heard.getFirst().type()).isEqualTo(111);
    }

    @Test
    void withoutTheSettingItIsMadeForThoseWhoPreferIt() {
        track = track(false);
        track.allowRedundancy();
        listen(RED, OPUS);
        send(0);
        assertThat(heard.getFirst().type()).isEqualTo(63);
    }

    @Test
    void anEncryptedTrackStaysAsItIs() {
        track.encrypted(new byte[] {1});
        listen(RED, OPUS);
        send(0);
        assertThat(heard.getFirst().type()).isEqualTo(111);
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offset, int length) {
        assertThat(received.wrap(buffer, offset, length)).isTrue();
        int at = received.payloadOffset();
        List<Integer> frames = new ArrayList<>();
        if (received.payloadType() == 63) {
            List<Integer> lengths = new ArrayList<>();
            while (received.buffer()[at] < 0) {
                int older = BigEndian.u24(received.buffer(), at + 1);
                lengths.add(older & 0x3ff);
                assertThat((older >> 10) % FRAME).isZero();
                at += 4;
            }
            at++;
            for (int size : lengths) {
                frames.add(BigEndian.u24(received.buffer(), at));
                at += size;
            }
        }
        frames.add(BigEndian.u24(received.buffer(), at));
        assertThat(at + frameBytes).isEqualTo(received.payloadOffset() + received.payloadLength());
        heard.add(new Heard(
                received.sequence(),
                received.payloadType(),
                frames,
                HexFormat.of().formatHex(buffer, offset, offset + length)));
        return true;
    }
}
