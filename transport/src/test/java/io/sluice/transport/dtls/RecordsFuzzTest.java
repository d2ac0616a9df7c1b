package io.sluice.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/** All that looks at records before the library does: nothing throws, and nothing lets more pass than there is. */
class RecordsFuzzTest {
    static List<byte[]> datagrams() {
        HexFormat hex = HexFormat.of();
        String sequence = "000000000001";
        return List.of(
                // A fragment of a ClientHello.
                hex.parseHex("16fefd0000" + sequence + "0010" + "01000020" + "0000" + "000000" + "000004" + "fefd0102"),
                // A whole CertificateVerify, a ChangeCipherSpec and a record of the new epoch.
                hex.parseHex("16fefd0000" + sequence + "0010" + "0f000004" + "0003" + "000000" + "000004" + "04030001"
                        + "14fefd0000" + sequence + "0001" + "01" + "16fefd0001" + sequence + "0018" + "00".repeat(24)),
                // Application data that is too short to have been encrypted, and an alert.
                hex.parseHex("17fefd0001" + sequence + "0003" + "000102" + "15fefd0000" + sequence + "0002" + "0228"));
    }

    @MethodSource("datagrams")
    @FuzzTest
    void noMorePassesThanThereIs(byte[] data) {
        byte[] buffer = new byte[3 + data.length];
        System.arraycopy(data, 0, buffer, 3, data.length);
        assertThat(FatalRecords.admit(buffer, 3, data.length)).isBetween(0, data.length);
        CertificateVerifyGuard guard = new CertificateVerifyGuard();
        assertThat(guard.admit(buffer, 3, data.length)).isBetween(0, data.length);
        assertThat(guard.admit(buffer, 3, data.length)).isBetween(0, data.length);
        FragmentLimit.exceeded(buffer, 3, data.length);
        ResendPolicy resends = new ResendPolicy(1, 8);
        resends.heard(buffer, 3, data.length);
        resends.flightEnds(true, 0);
        resends.heard(buffer, 3, data.length);
        assertThat(buffer).as("reading changes nothing").endsWith(data);
    }
}
