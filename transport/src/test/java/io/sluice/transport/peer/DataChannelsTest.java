package io.sluice.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.ice.IceMode;
import io.sluice.transport.sctp.DataChannel;
import io.sluice.transport.sctp.Reliability;
import io.sluice.transport.sctp.SctpConfig;
import io.sluice.transport.sctp.SctpEnd;
import io.sluice.transport.sctp.SctpEndpoint;
import io.sluice.transport.sctp.SctpListener;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data channels over real handshakes. */
class DataChannelsTest {
    /** Sends everything back, and writes it down. */
    private static final class Recorder implements SctpListener {
        final List<String> events = new ArrayList<>();
        final List<DataChannel> channels = new ArrayList<>();
        final List<byte[]> messages = new ArrayList<>();

        @Override
        public void connected() {
            events.add("connected");
        }

        @Override
        public void opened(DataChannel channel) {
            channels.add(channel);
            events.add("opened " + channel.label());
        }

        @Override
        public void message(DataChannel channel, boolean binary, byte[] buffer, int offset, int length) {
            messages.add(Arrays.copyOfRange(buffer, offset, offset + length));
        }

        @Override
        public void closed(DataChannel channel) {
            events.add("closed " + channel.label());
        }

        @Override
        public void drained(DataChannel channel) {
            events.add("drained " + channel.label());
        }

        @Override
        public void ended(SctpEnd reason) {
            events.add("ended " + reason);
        }
    }

    private final Recorder onServer = new Recorder();
    private final Recorder onClient = new Recorder();

    private static byte[] bytes(int length) {
        byte[] made = new byte[length];
        new Random(length).nextBytes(made);
        return made;
    }

    @ParameterizedTest
    @CsvSource({"LITE, false, ACTIVE", "LITE, false, PASSIVE", "LITE, true, ACTIVE", "FULL, true, PASSIVE"})
    void messagesGoBothWaysWhateverTheRoles(IceMode mode, boolean serverOffers, DtlsRole role) {
        MemoryLink link = new MemoryLink(mode, serverOffers, role, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(serverOffers);
        SctpEndpoint server = link.server.transport.enableData(SctpConfig.DEFAULT, onServer, link.now);
        SctpEndpoint client = link.client.transport.enableData(SctpConfig.DEFAULT, onClient, link.now);
        DataChannel fromServer = Objects.requireNonNull(server.open("_reliable", "", Reliability.RELIABLE, link.now));
        DataChannel fromClient = Objects.requireNonNull(client.open("_lossy", "", Reliability.LOSSY, link.now));
        assertThat(fromServer.id() & 1).isNotEqualTo(fromClient.id() & 1);
        server.send(fromServer, true, bytes(60_000), 0, 60_000, link.now);
        client.send(fromClient, false, bytes(10), 0, 10, link.now);
        link.until("both messages", () -> onServer.messages.size() == 1 && onClient.messages.size() == 1);

        assertThat(onClient.messages.getFirst()).isEqualTo(bytes(60_000));
        assertThat(onServer.messages.getFirst()).isEqualTo(bytes(10));
        link.until("channels open", () -> onServer.channels.size() == 2 && onClient.channels.size() == 2);
        assertThat(link.server.listener.data).isEmpty();
        for (byte[] each : link.server.sent) {
            assertThat(each.length).isLessThanOrEqualTo(1_200);
        }
    }

    @Test
    void mayBeginAfterTheHandshake() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.connect();
        link.server.transport.enableData(SctpConfig.DEFAULT, onServer, link.now);
        SctpEndpoint client = link.client.transport.enableData(SctpConfig.DEFAULT, onClient, link.now);
        assertThat(link.client.transport.enableData(SctpConfig.DEFAULT, onClient, link.now))
                .isSameAs(client);
        client.open("late", "", Reliability.RELIABLE, link.now);
        link.until("a channel", () -> onServer.events.contains("opened late"));
    }

    @Test
    void channelsEndWithTheTransport() {
        MemoryLink link = new MemoryLink(IceMode.LITE, false, DtlsRole.ACTIVE, SrtpProfile.AEAD_AES_128_GCM);
        link.describe(false);
        link.server.transport.enableData(SctpConfig.DEFAULT, onServer, link.now);
        link.client.transport.enableData(SctpConfig.DEFAULT, onClient, link.now);
        link.until("both", () -> onServer.events.contains("connected") && onClient.events.contains("connected"));
        link.client.transport.close();
        assertThat(onClient.events).endsWith("ended LOCAL");
        link.until("the end", () -> onServer.events.contains("ended ABORTED_BY_PEER"));
    }
}
