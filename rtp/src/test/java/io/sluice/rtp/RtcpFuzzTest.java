package io.sluice.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.rtcp.Bye;
import io.sluice.rtp.rtcp.ExtendedReport;
import io.sluice.rtp.rtcp.FullIntraRequest;
import io.sluice.rtp.rtcp.GenericNack;
import io.sluice.rtp.rtcp.PictureLossIndication;
import io.sluice.rtp.rtcp.ReceiverReport;
import io.sluice.rtp.rtcp.Remb;
import io.sluice.rtp.rtcp.ReportBlock;
import io.sluice.rtp.rtcp.SenderReport;
import io.sluice.rtp.rtcp.TransportFeedback;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a peer reports: nothing is read outside of its block, no loop is longer than the block allows, and nothing throws. */
class RtcpFuzzTest {
    static List<byte[]> compounds() {
        return List.of(
                Bytes.hex("""
                        80c8 0006 00000001 e0000000 80000000 00000064 00000005 00000320
                        81ca 0003 00000001 0104 61626364 00 00"""),
                Bytes.hex("81c9 0007 00000001 00000002 10000003 00010064 00000005 11112222 00008000"),
                Bytes.hex("81cb 0001 00000001 80cf 0004 00000001 04000002 e0000000 80000000"),
                Bytes.hex("81cd 0004 00000001 00000002 fffe 8005 0064 0000 81ce 0002 00000001 00000002"),
                Bytes.hex("84ce 0006 00000001 00000000 0000000a 05000000 0000000b ff000000"),
                Bytes.hex("8fce 0006 00000001 00000000 52454d42 02 0b d090 0000000a 0000000b"),
                Bytes.hex("8fcd 0006 00000001 00000002 0064 0003 000010 01 2003 04 08 0c 00 00 00"));
    }

    @MethodSource("compounds")
    @FuzzTest
    void everyBlockIsReadInsideItself(byte[] data) {
        byte[] buffer = new byte[3 + data.length];
        System.arraycopy(data, 0, buffer, 3, data.length);
        RtcpReader reader = new RtcpReader();
        reader.wrap(buffer, 3, data.length);
        int walked = 3;
        while (reader.next()) {
            assertThat(reader.offset()).isGreaterThanOrEqualTo(walked);
            assertThat(reader.length()).isBetween(4, buffer.length - reader.offset());
            walked = reader.offset() + reader.length();
            reports(reader);
            feedback(reader);
        }
        assertThat(buffer).as("reading changes nothing").endsWith(data);
    }

    private static void reports(RtcpReader block) {
        ReportBlock into = new ReportBlock();
        SenderReport sender = new SenderReport();
        if (sender.read(block)) {
            assertThat(sender.reports()).isLessThanOrEqualTo(31);
            for (int i = 0; i < sender.reports(); i++) {
                sender.report(i, into);
            }
        }
        ReceiverReport receiver = new ReceiverReport();
        if (receiver.read(block)) {
            assertThat(receiver.reports()).isLessThanOrEqualTo(31);
            for (int i = 0; i < receiver.reports(); i++) {
                receiver.report(i, into);
            }
        }
        ExtendedReport extended = new ExtendedReport();
        if (extended.read(block)) {
            extended.referenceTime();
            for (int i = 0; i < extended.delays(); i++) {
                extended.delaySsrc(i);
                extended.lastReference(i);
                extended.delaySinceLastReference(i);
            }
        }
        Bye bye = new Bye();
        if (bye.read(block)) {
            for (int i = 0; i < bye.streams(); i++) {
                bye.ssrc(i);
            }
        }
    }

    private static void feedback(RtcpReader block) {
        GenericNack nack = new GenericNack();
        if (nack.read(block)) {
            nack.mediaSsrc();
            int lost = 0;
            while (nack.next() >= 0) {
                lost++;
            }
            assertThat(lost).isLessThanOrEqualTo(17 * block.length() / 4);
        }
        if (PictureLossIndication.matches(block)) {
            PictureLossIndication.mediaSsrc(block);
        }
        FullIntraRequest intra = new FullIntraRequest();
        if (intra.read(block)) {
            for (int i = 0; i < intra.entries(); i++) {
                intra.mediaSsrc(i);
                intra.sequence(i);
            }
        }
        Remb remb = new Remb();
        if (remb.read(block)) {
            assertThat(remb.bitrate()).isNotNegative();
            for (int i = 0; i < remb.streams(); i++) {
                remb.ssrc(i);
            }
        }
        TransportFeedback arrivals = new TransportFeedback();
        if (arrivals.read(block)) {
            int packets = 0;
            while (arrivals.next()) {
                packets++;
                arrivals.sequence();
                arrivals.arrival();
            }
            assertThat(packets).isEqualTo(arrivals.count());
        }
    }
}
