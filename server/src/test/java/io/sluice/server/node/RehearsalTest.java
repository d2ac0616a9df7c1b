package io.sluice.server.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigException;
import io.sluice.config.ConfigLoader;
import io.sluice.config.Document;
import io.sluice.config.Flags;
import io.sluice.config.SluiceConfig;
import io.sluice.config.Sources;
import io.sluice.server.RunningNode;
import io.sluice.transport.dtls.DtlsCertificate;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DtlsCertificate CERTIFICATE = DtlsCertificate.generate(RANDOM);
    private static final long PATIENCE = SECONDS.toNanos(60);
    private static final SluiceConfig CONFIG = config("");
    /** Scenes 0, 5, 10 and 15 are those in which transports are connected, once for each pair of kinds of clients. */
    private static final int SCENES = 16;

    private static SluiceConfig config(String settings) {
        try {
            Document document = new Document("test", RunningNode.configuration(0) + settings);
            return ConfigLoader.load(new Sources(document, Map.of(), Flags.none()))
                    .config();
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everySceneIsPlayedToItsEnd() {
        Rehearsal.Done done = Rehearsal.run(CONFIG, CERTIFICATE, RANDOM, SCENES, PATIENCE);

        assertThat(done.joins()).isEqualTo(2 * SCENES);
        assertThat(done.connected()).isEqualTo(2 * 4);
        assertThat(done.forwarded()).isGreaterThanOrEqualTo(4 * 20);
    }

    @Test
    void endsByItself() {
        Rehearsal.Done done = Rehearsal.run(CONFIG, CERTIFICATE, RANDOM);
        // Not how many: that is a matter of the machine.
        assertThat(done.joins()).isBetween(0, 80);
    }

    @Test
    void withoutTimeNothingIsPlayed() {
        assertThat(Rehearsal.run(CONFIG, CERTIFICATE, RANDOM, SCENES, 0)).isEqualTo(new Rehearsal.Done(0, 0, 0));
    }

    @Test
    void anInterruptEndsItAndStaysSet() throws Exception {
        CompletableFuture<Rehearsal.Done> done = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            done.complete(Rehearsal.run(CONFIG, CERTIFICATE, RANDOM, Integer.MAX_VALUE, Long.MAX_VALUE / 2));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.interrupt();

        done.get(60, SECONDS);
        assertThat(interrupted.get(60, SECONDS)).isTrue();
    }
}
