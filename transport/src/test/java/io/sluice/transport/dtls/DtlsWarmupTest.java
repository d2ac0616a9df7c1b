package io.sluice.transport.dtls;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsWarmupTest {
    /** 100 RTP and 100 RTCP packets and one record of data, each both ways. */
    private static final int PACKETS_EACH = 402;

    private static final int PERMITS = 256;
    private static final long PATIENCE = SECONDS.toNanos(60);

    private final DtlsCertificate certificate = DtlsCertificate.generate(new SecureRandom());

    @ParameterizedTest
    @EnumSource
    void everyHandshakeIsCompletedAndItsKeysWork(SrtpEngine engine) {
        assertThat(DtlsWarmup.run(certificate, engine, 7, PATIENCE))
                .isEqualTo(new DtlsWarmup.Done(7, 7 * PACKETS_EACH));
    }

    @Test
    void endsByItself() {
        DtlsWarmup.Done done = DtlsWarmup.run(certificate, SrtpEngine.JDK);
        // Not how many: that is a matter of the machine.
        assertThat(done.handshakes()).isBetween(0, 60);
        assertThat(done.packets()).isEqualTo(done.handshakes() * PACKETS_EACH);
    }

    @Test
    void anInterruptEndsItAndStaysSet() throws Exception {
        var done = new CompletableFuture<DtlsWarmup.Done>();
        var interrupted = new CompletableFuture<Boolean>();
        Thread thread = Thread.ofPlatform().start(() -> {
            done.complete(DtlsWarmup.run(certificate, SrtpEngine.JDK, Integer.MAX_VALUE, Long.MAX_VALUE / 2));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.interrupt();
        done.get(60, SECONDS);
        assertThat(interrupted.get(60, SECONDS)).isTrue();
        assertHandshakesEnd();
    }

    @Test
    void aDeadlineInTheMiddleOfAHandshakeEndsThatToo() throws Exception {
        try (WarmupPair pair = new WarmupPair(certificate, SrtpProfile.AEAD_AES_128_GCM, SrtpEngine.JDK)) {
            assertThat(pair.connect(System.nanoTime())).isFalse();
            assertThat(pair.exchange()).isZero();
        }
        assertHandshakesEnd();
    }

    @Test
    void aHandshakeThatCannotSucceedIsTheLast() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        DtlsCertificate unfit =
                DtlsCertificate.selfSigned(generator.generateKeyPair(), "SHA256withRSA", new SecureRandom());
        assertThat(DtlsWarmup.run(unfit, SrtpEngine.JDK, 10, PATIENCE)).isEqualTo(new DtlsWarmup.Done(0, 0));
    }

    private void assertHandshakesEnd() throws InterruptedException {
        assertThat(certificate.handshakes.tryAcquire(PERMITS, 60, SECONDS)).isTrue();
    }
}
