package io.sluice.sfu.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.codec.Codec;
import io.sluice.rtp.codec.FrameInfo;
import io.sluice.rtp.packet.RtpHeaderWriter;
import io.sluice.rtp.packet.RtpPacket;
import io.sluice.sfu.negotiate.CodecParameters;
import io.sluice.sfu.negotiate.ExtensionParameters;
import io.sluice.sfu.track.CarriedExtensions;
import io.sluice.sfu.track.Redundancy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether receivers of video are told how long to hold it back. */
class PlayoutDelayEngineTest {
    private static final int ID = 4;
    private static final CodecParameters VP8 = new CodecParameters(96, "VP8", 90_000, 1, "", List.of());
    private static final List<ExtensionParameters> AGREED =
            List.of(new ExtensionParameters(ID, "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay"));

    private static RtpPacket sent(List<ExtensionParameters> agreed, PlayoutDelay delay) {
        byte[] bytes = new byte[100];
        RtpHeaderWriter header = new RtpHeaderWriter();
        header.begin(bytes, 0, bytes.length, false, false, 96, 1, 1, 1);
        RtpPacket incoming = new RtpPacket();
        assertThat(incoming.wrap(bytes, 0, header.finish() + 20)).isTrue();
        PacketBuilder builder = new PacketBuilder();
        builder.address(96, 2, 7, 9);
        int length = builder.build(
                incoming,
                Codec.VP8,
                new FrameInfo(),
                0,
                0,
                new CarriedExtensions(),
                new Terms(List.of(VP8), agreed, VP8, delay, Redundancy.NEVER),
                0);
        RtpPacket outgoing = new RtpPacket();
        assertThat(outgoing.wrap(builder.buffer, 0, length)).isTrue();
        return outgoing;
    }

    @Test
    void theRoomsDelayIsInEachPacketWhereTheReceiverKnowsTheExtension() {
        RtpPacket packet = sent(AGREED, new PlayoutDelay(100, 2_000));
        assertThat(io.sluice.rtp.ext.PlayoutDelay.minMillis(packet, ID)).isEqualTo(100);
        assertThat(io.sluice.rtp.ext.PlayoutDelay.maxMillis(packet, ID)).isEqualTo(2_000);
    }

    @Test
    void withoutAnUpperBoundTheGreatestIsWritten() {
        RtpPacket packet = sent(AGREED, new PlayoutDelay(100, 0));
        assertThat(io.sluice.rtp.ext.PlayoutDelay.maxMillis(packet, ID))
                .isEqualTo(io.sluice.rtp.ext.PlayoutDelay.MAX_MILLIS);
    }

    @Test
    void withoutADelayOrWithoutTheExtensionNothingIsTold() {
        assertThat(sent(AGREED, PlayoutDelay.NONE).extension(ID)).isNegative();
        assertThat(sent(List.of(), new PlayoutDelay(100, 2_000)).extension(ID)).isNegative();
    }
}
