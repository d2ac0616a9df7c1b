package io.sluice.transport.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The samples of RFC 5769 §2.1 to §2.3, and what damage does to messages. */
class StunWireTest {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
    private static final String HEADER = "2112a442b7e7a701bc34d686fa87dfae";
    private static final byte[] REQUEST = bytes("00010058" + HEADER
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf");
    private static final byte[] V4_RESPONSE = bytes("0101003c" + HEADER
            + "8022000b7465737420766563746f7220"
            + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
            + "80280004c07d4c96");
    private static final byte[] V6_RESPONSE = bytes("01010048" + HEADER
            + "8022000b7465737420766563746f7220"
            + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
            + "80280004c8fb0b4c");

    private final StunReader reader = new StunReader();
    private final StunIntegrity integrity = new StunIntegrity(PASSWORD);

    @Test
    void readsTheSampleRequest() {
        assertThat(parse(REQUEST)).isTrue();
        assertThat(reader.type()).isEqualTo(StunType.BINDING_REQUEST);
        assertThat(reader.transactionHigh()).isEqualTo(0xb7e7a701bc34d686L);
        assertThat(reader.transactionLow()).isEqualTo(0xfa87dfae);
        assertThat(reader.priority()).isEqualTo(0x6e0001ffL);
        assertThat(reader.controlled()).isTrue();
        assertThat(reader.controlling()).isFalse();
        assertThat(reader.tieBreaker()).isEqualTo(0x932ff9b151263b36L);
        assertThat(reader.useCandidate()).isFalse();
        assertThat(reader.addressedTo("evtj".getBytes(US_ASCII))).isTrue();
        assertThat(reader.addressedTo("evt".getBytes(US_ASCII))).isFalse();
        assertThat(reader.addressedTo("evtj:h6vY".getBytes(US_ASCII))).isFalse();
        assertThat(reader.unknownCount()).isZero();
        assertThat(reader.fingerprintHolds()).isTrue();
        assertThat(integrity.verify(reader)).isTrue();
        assertThat(new StunIntegrity("VOkJxbRl1RmTxUk/WvJxBT").verify(reader)).isFalse();
    }

    @Test
    void readsTheSampleResponses() {
        assertThat(parse(V4_RESPONSE)).isTrue();
        assertThat(reader.type()).isEqualTo(StunType.BINDING_SUCCESS);
        assertThat(reader.mappedAddress()).isEqualTo(new InetSocketAddress("192.0.2.1", 32853));
        assertThat(reader.fingerprintHolds()).isTrue();
        assertThat(integrity.verify(reader)).isTrue();

        assertThat(parse(V6_RESPONSE)).isTrue();
        assertThat(reader.mappedAddress())
                .isEqualTo(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853));
        assertThat(reader.fingerprintHolds()).isTrue();
        assertThat(integrity.verify(reader)).isTrue();
    }

    @Test
    void readsBackEverythingItWrites() {
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_REQUEST, 1, 2)
                .username("abcdefgh:xyz".getBytes(US_ASCII))
                .priority(0xF0000001L)
                .role(true, -5)
                .useCandidate()
                .mappedAddress(new InetSocketAddress("203.0.113.9", 65535))
                .error(487)
                .finish(integrity);
        assertThat(reader.parse(writer.buffer(), 0, writer.length())).isTrue();
        assertThat(reader.usernameKey()).isEqualTo(0x6162636465666768L);
        assertThat(reader.priority()).isEqualTo(0xF0000001L);
        assertThat(reader.controlling()).isTrue();
        assertThat(reader.tieBreaker()).isEqualTo(-5);
        assertThat(reader.useCandidate()).isTrue();
        assertThat(reader.mappedAddress()).isEqualTo(new InetSocketAddress("203.0.113.9", 65535));
        assertThat(reader.errorCode()).isEqualTo(487);
        assertThat(reader.fingerprintHolds()).isTrue();
        assertThat(integrity.verify(reader)).isTrue();
    }

    @Test
    void namesTheRequiredAttributesThatItDoesNotKnow() {
        byte[] odd = bytes("0001000c" + HEADER + "7777000261620000" + "88880000");
        assertThat(parse(odd)).isTrue();
        assertThat(reader.unknownCount()).isEqualTo(1);
        assertThat(reader.unknown(0)).isEqualTo(0x7777);

        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_ERROR, 1, 2)
                .error(420)
                .unknownAttributes(reader)
                .finish(integrity);
        assertThat(reader.parse(writer.buffer(), 0, writer.length())).isTrue();
        assertThat(reader.errorCode()).isEqualTo(420);
        assertThat(integrity.verify(reader)).isTrue();
    }

    @Test
    void believesNothingBehindTheIntegrity() {
        byte[] extended = Arrays.copyOf(V4_RESPONSE, V4_RESPONSE.length - 8 + 4);
        extended[3] -= 4;
        System.arraycopy(bytes("00250000"), 0, extended, V4_RESPONSE.length - 8, 4);
        assertThat(parse(extended)).isTrue();
        assertThat(reader.useCandidate()).isFalse();
        assertThat(integrity.verify(reader)).isTrue();
    }

    @Test
    void readsFromTheMiddleOfALargerBuffer() {
        byte[] large = new byte[REQUEST.length + 33];
        System.arraycopy(REQUEST, 0, large, 17, REQUEST.length);
        assertThat(reader.parse(large, 17, REQUEST.length)).isTrue();
        assertThat(reader.fingerprintHolds()).isTrue();
        assertThat(integrity.verify(reader)).isTrue();
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < REQUEST.length; length++) {
            assertThat(reader.parse(REQUEST, 0, length)).as("length %d", length).isFalse();
            byte[] fitting = Arrays.copyOf(REQUEST, length);
            if (length >= 20) {
                fitting[2] = (byte) ((length - 20) >>> 8);
                fitting[3] = (byte) (length - 20);
            }
            // With a length that fits it may be a message, but not an authentic one unless only the fingerprint is
            // gone.
            if (parse(fitting) && length < REQUEST.length - 8) {
                assertThat(integrity.verify(reader)).as("length %d", length).isFalse();
            }
        }
    }

    @Test
    void noticesEveryFlippedBit() {
        for (int bit = 0; bit < REQUEST.length * 8; bit++) {
            byte[] damaged = REQUEST.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            boolean believed = parse(damaged) && reader.fingerprintHolds() && integrity.verify(reader);
            // Unless the type of the fingerprint itself changes, which makes it an unknown attribute behind the
            // integrity.
            boolean insideFingerprintHeader = bit / 8 >= REQUEST.length - 8 && bit / 8 < REQUEST.length - 6;
            assertThat(believed).as("bit %d", bit).isEqualTo(insideFingerprintHeader);
        }
    }

    @Test
    void refusesAttributesWithoutEnd() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            many.append("88880000");
        }
        assertThat(parse(bytes("000100a0" + HEADER + many))).isFalse();
        assertThat(parse(bytes("00010004" + HEADER + "0006ffff"))).isFalse();
    }

    private boolean parse(byte[] message) {
        return reader.parse(message, 0, message.length);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
