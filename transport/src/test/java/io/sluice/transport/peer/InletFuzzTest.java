package io.sluice.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.transport.ice.IceMode;
import io.sluice.transport.srtp.SrtpProfile;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Any datagram at the door of a transport on which packets flow, from its peer's address and from another: they go on flowing. */
class InletFuzzTest {
    private static final InetSocketAddress STRANGER = new InetSocketAddress("192.0.2.66", 6666);
    private static final MemoryLink LINK = connected();

    /** All that was said until then: checks and answers, both flights of each side, a packet of each kind. */
    private static final List<byte[]> SAID = said();

    private static MemoryLink connected() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.PASSIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        new Exchange(link).bothWays();
        return link;
    }

    private static List<byte[]> said() {
        List<byte[]> said = new ArrayList<>(LINK.client.sent);
        said.addAll(LINK.server.sent);
        return said;
    }

    static List<byte[]> datagrams() {
        return SAID;
    }

    @MethodSource("datagrams")
    @FuzzTest
    void packetsGoOnFlowing(byte[] data) {
        assertFlowingAfter(data);
    }

    /** Type less 20, epoch, fragment. */
    static List<byte[]> records() {
        return List.of(new byte[] {3, 1}, new byte[] {2, 1, 9, 9, 9}, new byte[] {1, 0, 2, 40}, new byte[40]);
    }

    /** What no fuzzer finds in a minute by itself: a new record that fits. */
    @MethodSource("records")
    @FuzzTest
    void packetsGoOnFlowingAfterForgedRecords(byte[] data) {
        if (data.length >= 2) {
            int length = data.length - 2;
            byte[] record = new byte[13 + length];
            record[0] = (byte) (20 + (data[0] & 7));
            record[1] = (byte) 0xFE;
            record[2] = (byte) 0xFD;
            record[4] = (byte) (data[1] & 3);
            // Far ahead, and so new.
            record[5] = 1;
            record[11] = (byte) (length >>> 8);
            record[12] = (byte) length;
            System.arraycopy(data, 2, record, 13, length);
            assertFlowingAfter(record);
        }
    }

    private static void assertFlowingAfter(byte[] datagram) {
        RecordingListener heard = LINK.server.listener;
        heard.rtp.clear();
        heard.rtcp.clear();
        heard.data.clear();
        LINK.client.sent.clear();
        LINK.server.sent.clear();
        LINK.client.arrived.clear();
        LINK.server.arrived.clear();

        LINK.server.receive(STRANGER, datagram);
        LINK.server.receive(LINK.client.address, datagram);

        assertThat(heard.rtp).isEmpty();
        assertThat(heard.rtcp).isEmpty();
        assertThat(heard.data).isEmpty();
        assertThat(heard.events).containsExactly("connected");
        assertThat(LINK.server.inlet.bound()).isEqualTo(1);
        assertThat(LINK.client.sendData(Samples.data(1))).isTrue();
        for (Runnable next = LINK.queue.poll(); next != null; next = LINK.queue.poll()) {
            next.run();
        }
        assertThat(heard.data).containsExactly(Samples.data(1));
    }
}
