package io.sluice.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.Hostile;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import org.junit.jupiter.api.Test;

class ReportWireTest {
    private static final String BLOCK = "0000000a 40 fffffe 00010002 00000003 89abcdef 00010000";
    private static final String SENDER_REPORT =
            "81c8 000c 01020304 e000000080000000 000003e8 00000010 ffffffff " + BLOCK;
    private static final String RECEIVER_REPORT = "82c9 000d 01020304 " + BLOCK + BLOCK;

    private static ReportBlock block() {
        ReportBlock block = new ReportBlock();
        block.ssrc = 10;
        block.fractionLost = 64;
        block.cumulativeLost = -2;
        block.highestSequence = 0x10002;
        block.jitter = 3;
        block.lastSenderReport = 0x89abcdef;
        block.delaySinceLastSenderReport = 0x10000;
        return block;
    }

    @Test
    void aSenderReportIsReadFieldByField() {
        SenderReport report = new SenderReport();
        assertThat(report.read(Blocks.first(SENDER_REPORT))).isTrue();

        assertThat(report.ssrc()).isEqualTo(0x01020304);
        assertThat(report.ntpTime()).isEqualTo(0xe000000080000000L);
        assertThat(report.rtpTimestamp()).isEqualTo(1000);
        assertThat(report.packetCount()).isEqualTo(16);
        assertThat(report.octetCount()).isEqualTo(0xffff_ffffL);
        assertThat(report.reports()).isEqualTo(1);
        ReportBlock block = new ReportBlock();
        report.report(0, block);
        assertThat(block).usingRecursiveComparison().isEqualTo(block());
    }

    @Test
    void aReceiverReportHasItsBlocksInOrder() {
        ReceiverReport report = new ReceiverReport();
        assertThat(report.read(Blocks.first(RECEIVER_REPORT))).isTrue();

        assertThat(report.ssrc()).isEqualTo(0x01020304);
        assertThat(report.reports()).isEqualTo(2);
        ReportBlock block = new ReportBlock();
        report.report(1, block);
        assertThat(block).usingRecursiveComparison().isEqualTo(block());
    }

    @Test
    void reportsAreWrittenAsTheyAreRead() {
        assertThat(Blocks.written(writer -> {
                    SenderReport.open(writer, 0x01020304, 0xe000000080000000L, 1000, 16, 0xffff_ffffL);
                    block().append(writer);
                    writer.close();
                }))
                .isEqualTo(Blocks.digits(SENDER_REPORT));
        assertThat(Blocks.written(writer -> {
                    ReceiverReport.open(writer, 0x01020304);
                    block().append(writer);
                    block().append(writer);
                    writer.close();
                }))
                .isEqualTo(Blocks.digits(RECEIVER_REPORT));
    }

    @Test
    void aReportHoldsAtMost31Blocks() {
        byte[] buffer = new byte[2048];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, buffer.length);
        assertThat(ReceiverReport.open(writer, 1)).isTrue();
        for (int i = 0; i < 31; i++) {
            assertThat(block().append(writer)).isTrue();
        }
        assertThat(block().append(writer)).isFalse();
        writer.close();

        RtcpReader reader = new RtcpReader();
        reader.wrap(buffer, 0, writer.length());
        assertThat(reader.next()).isTrue();
        ReceiverReport report = new ReceiverReport();
        assertThat(report.read(reader)).isTrue();
        assertThat(report.reports()).isEqualTo(31);
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        Blocks.needs(28, writer -> SenderReport.write(writer, 1, 2, 3, 4, 5));
        byte[] buffer = new byte[8 + 24 - 1];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, buffer.length);
        assertThat(ReceiverReport.open(writer, 1)).isTrue();
        assertThat(block().append(writer)).isFalse();
        writer.close();
        assertThat(Bytes.hex(buffer, 0, writer.length())).isEqualTo("80c9000100000001");
    }

    @Test
    void aReportShorterThanItsCountOrOfAnotherTypeIsRefused() {
        assertThat(new SenderReport()
                        .read(Blocks.first("81c8 0006 00000001 0000000000000000 00000000 00000000 00000000")))
                .isFalse();
        assertThat(new ReceiverReport().read(Blocks.first("81c9 0001 00000001")))
                .isFalse();
        assertThat(new SenderReport().read(Blocks.first(RECEIVER_REPORT))).isFalse();
        assertThat(new ReceiverReport().read(Blocks.first(SENDER_REPORT))).isFalse();
    }

    @Test
    void damagedReportsAreRefusedOrReadInsideTheirBounds() {
        for (String good : new String[] {SENDER_REPORT, RECEIVER_REPORT}) {
            Hostile.sweep(Bytes.hex(good), (buffer, offset, length) -> {
                RtcpReader reader = new RtcpReader();
                reader.wrap(buffer, offset, length);
                SenderReport sender = new SenderReport();
                ReceiverReport receiver = new ReceiverReport();
                ReportBlock block = new ReportBlock();
                while (reader.next()) {
                    if (sender.read(reader)) {
                        sender.octetCount();
                        for (int i = 0; i < sender.reports(); i++) {
                            sender.report(i, block);
                        }
                    }
                    if (receiver.read(reader)) {
                        receiver.ssrc();
                        for (int i = 0; i < receiver.reports(); i++) {
                            receiver.report(i, block);
                        }
                    }
                }
            });
        }
    }
}
