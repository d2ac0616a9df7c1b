package io.sluice.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.packet.RtcpReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceWireTest {
    private static final String BYE = "82cb 0004 00000001 00000002 03627965 00000000";
    private static final String EXTENDED =
            "80cf 0009 00000001 " + "04000002 e000000080000000 01000000 05000003 0000000a 89abcdef 00010000";

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aNameIsEndedByAZeroAndPaddedToAWord() {
        assertThat(Blocks.written(writer -> Sdes.writeCname(writer, 1, ascii("ab"))))
                .isEqualTo(Blocks.digits("81ca 0003 00000001 0102 6162 00000000"));
        assertThat(Blocks.written(writer -> Sdes.writeCname(writer, 1, ascii("abc"))))
                .isEqualTo(Blocks.digits("81ca 0003 00000001 0103 616263 000000"));
        assertThat(Blocks.written(writer -> Sdes.writeCname(writer, 1, ascii("a"))))
                .isEqualTo(Blocks.digits("81ca 0002 00000001 0101 61 00"));
        Blocks.needs(12, writer -> Sdes.writeCname(writer, 1, ascii("a")));
    }

    @Test
    void severalStreamsShareABlock() {
        assertThat(Blocks.written(writer -> {
                    Sdes.open(writer);
                    Sdes.appendCname(writer, 1, ascii("a"));
                    Sdes.appendCname(writer, 2, ascii("a"));
                    writer.close();
                }))
                .isEqualTo(Blocks.digits("82ca 0004 00000001 01016100 00000002 01016100"));
    }

    @Test
    void aNameTooLongForItsLengthByteIsRefused() {
        assertThat(Blocks.written(writer ->
                        assertThat(Sdes.writeCname(writer, 1, new byte[256])).isFalse()))
                .isEmpty();
        assertThat(Blocks.written(writer ->
                        assertThat(Sdes.writeCname(writer, 1, new byte[255])).isTrue()))
                .hasSize(2 * (8 + 260));
    }

    @Test
    void aGoodbyeNamesItsStreams() {
        Bye bye = new Bye();
        assertThat(bye.read(Blocks.first(BYE))).isTrue();
        assertThat(bye.streams()).isEqualTo(2);
        assertThat(bye.ssrc(0)).isEqualTo(1);
        assertThat(bye.ssrc(1)).isEqualTo(2);
        assertThat(bye.read(Blocks.first("82cb 0001 00000001")))
                .as("count too great")
                .isFalse();
        assertThat(Blocks.written(writer -> Bye.write(writer, 7))).isEqualTo(Blocks.digits("81cb 0001 00000007"));
        Blocks.needs(8, writer -> Bye.write(writer, 7));
    }

    @Test
    void anExtendedReportTellsAndAnswersReferenceTimes() {
        ExtendedReport report = new ExtendedReport();
        assertThat(report.read(Blocks.first(EXTENDED))).isTrue();
        assertThat(report.ssrc()).isEqualTo(1);
        assertThat(report.hasReferenceTime()).isTrue();
        assertThat(report.referenceTime()).isEqualTo(0xe000000080000000L);
        assertThat(report.delays()).isEqualTo(1);
        assertThat(report.delaySsrc(0)).isEqualTo(10);
        assertThat(report.lastReference(0)).isEqualTo(0x89abcdef);
        assertThat(report.delaySinceLastReference(0)).isEqualTo(0x10000);
    }

    @Test
    void extendedReportsAreWrittenAsTheyAreRead() {
        assertThat(Blocks.written(writer -> ExtendedReport.writeReferenceTime(writer, 1, 0xe000000080000000L)))
                .isEqualTo(Blocks.digits("80cf 0004 00000001 04000002 e000000080000000"));
        assertThat(Blocks.written(writer -> ExtendedReport.writeDelay(writer, 1, 10, 0x89abcdef, 0x10000)))
                .isEqualTo(Blocks.digits("80cf 0005 00000001 05000003 0000000a 89abcdef 00010000"));
        Blocks.needs(20, writer -> ExtendedReport.writeReferenceTime(writer, 1, 2));
        Blocks.needs(24, writer -> ExtendedReport.writeDelay(writer, 1, 2, 3, 4));
    }

    @Test
    void anExtendedReportWithoutKnownPartsTellsNothing() {
        ExtendedReport report = new ExtendedReport();
        assertThat(report.read(Blocks.first("80cf 0002 00000001 01000005"))).isTrue();
        assertThat(report.hasReferenceTime()).isFalse();
        assertThat(report.referenceTime()).isZero();
        assertThat(report.delays()).isZero();
    }

    @Test
    void damagedBlocksAreRefusedOrReadInsideTheirBounds() {
        for (String good : new String[] {BYE, EXTENDED}) {
            Hostile.sweep(Bytes.hex(good), (buffer, offset, length) -> {
                RtcpReader reader = new RtcpReader();
                reader.wrap(buffer, offset, length);
                Bye bye = new Bye();
                ExtendedReport report = new ExtendedReport();
                while (reader.next()) {
                    if (bye.read(reader)) {
                        for (int i = 0; i < bye.streams(); i++) {
                            bye.ssrc(i);
                        }
                    }
                    if (report.read(reader)) {
                        report.referenceTime();
                        for (int i = 0; i < report.delays(); i++) {
                            report.delaySsrc(i);
                            report.delaySinceLastReference(i);
                        }
                    }
                }
            });
        }
    }
}
