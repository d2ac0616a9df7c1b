package io.sluice.rtp.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rtp.Bytes;
import io.sluice.rtp.packet.RtcpReader;
import io.sluice.rtp.packet.RtcpWriter;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Single RTCP blocks in and out of bytes. */
final class Blocks {
    private Blocks() {}

    /** The reader on the first block of some bytes. */
    static RtcpReader first(byte[] bytes) {
        RtcpReader reader = new RtcpReader();
        reader.wrap(bytes, 0, bytes.length);
        assertThat(reader.next()).isTrue();
        return reader;
    }

    static RtcpReader first(String digits) {
        return first(Bytes.hex(digits));
    }

    /** What something writes, in hexadecimal digits. */
    static String written(Consumer<RtcpWriter> writing) {
        byte[] buffer = new byte[2048];
        RtcpWriter writer = new RtcpWriter();
        writer.wrap(buffer, 0, buffer.length);
        writing.accept(writer);
        return Bytes.hex(buffer, 0, writer.length());
    }

    /** Checks that something that needs {@code size} bytes is written into just as many and refused, without a trace, in fewer. */
    static void needs(int size, Predicate<RtcpWriter> writing) {
        for (int limit = 0; limit <= size; limit++) {
            byte[] buffer = new byte[size];
            RtcpWriter writer = new RtcpWriter();
            writer.wrap(buffer, 0, limit);
            assertThat(writing.test(writer)).as("in %d bytes", limit).isEqualTo(limit == size);
            assertThat(writer.length()).isEqualTo(limit == size ? size : 0);
        }
    }

    /** Digits without the spaces that make them readable. */
    static String digits(String spaced) {
        return spaced.replaceAll("\\s", "");
    }
}
