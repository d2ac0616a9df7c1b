package io.sluice.transport.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends: nothing throws, and nobody passes for authentic without the password. */
class StunFuzzTest {
    private static final StunIntegrity SECRET = new StunIntegrity("VOkJxbRl1RmTxUk/WvJxBt");

    static List<byte[]> messages() {
        StunIntegrity other = new StunIntegrity("another-password-altogether");
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_REQUEST, 1, 7)
                .username("abcdefgh:peer".getBytes(US_ASCII))
                .priority(0x6e7f1eff)
                .role(true, 5)
                .finish(other);
        byte[] request = Arrays.copyOf(writer.buffer(), writer.length());
        writer.begin(StunType.BINDING_SUCCESS, 1, 7)
                .mappedAddress(new InetSocketAddress("192.0.2.1", 32853))
                .finish(other);
        byte[] response = Arrays.copyOf(writer.buffer(), writer.length());
        byte[] header = Arrays.copyOf(request, StunType.HEADER_LENGTH);
        header[3] = 0;
        return List.of(request, response, header);
    }

    @MethodSource("messages")
    @FuzzTest
    void theMessageIsReadInsideItself(byte[] data) {
        byte[] buffer = new byte[3 + data.length];
        System.arraycopy(data, 0, buffer, 3, data.length);
        StunReader reader = new StunReader();
        if (!reader.parse(buffer, 3, data.length)) {
            return;
        }
        reader.type();
        reader.transactionHigh();
        reader.transactionLow();
        reader.addressedTo("abcdefgh".getBytes(US_ASCII));
        reader.usernameKey();
        reader.mappedAddress();
        reader.tieBreaker();
        assertThat(reader.priority()).isBetween(-1L, 0xFFFF_FFFFL);
        assertThat(reader.errorCode()).isBetween(-1, 955);
        assertThat(reader.controlling() && reader.controlled()).isFalse();
        assertThat(reader.unknownCount()).isBetween(0, 8);
        for (int i = 0; i < reader.unknownCount(); i++) {
            reader.unknown(i);
        }
        reader.fingerprintHolds();
        assertThat(SECRET.verify(reader)).isFalse();
        assertThat(buffer).as("reading changes nothing").endsWith(data);
    }
}
