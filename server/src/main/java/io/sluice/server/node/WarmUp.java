package io.sluice.server.node;

import io.sluice.config.SluiceConfig;
import io.sluice.transport.dtls.DtlsCertificate;
import io.sluice.transport.dtls.DtlsWarmup;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** What a server does before its ports are bound, when nobody has to wait for it: who comes first is then served as quickly as the next. */
public final class WarmUp {
    private WarmUp() {}

    /**
     * How far it came.
     *
     * @param joins clients that a rehearsal let in
     * @param connected those of them that connected all their transports
     * @param handshakes made beside it
     * @param failure why there were none, if something went wrong
     */
    public record Done(
            int joins,
            int connected,
            int handshakes,
            @Nullable Throwable failure) {}

    /**
     * Rehearses meetings on the calling thread and shakes hands on another, for about one and a half seconds. Never throws. What is logged
     * meanwhile is about rooms and participants that never were.
     *
     * @param config what the server will run with
     * @param certificate the node's
     * @param random of everything that must not be guessed
     */
    public static Done run(SluiceConfig config, DtlsCertificate certificate, SecureRandom random) {
        FutureTask<DtlsWarmup.Done> beside =
                new FutureTask<>(() -> DtlsWarmup.run(certificate, Transports.srtpEngine(config.engine())));
        Thread.ofPlatform().daemon().name("warm-up").start(beside);
        Rehearsal.Done rehearsed = Rehearsal.run(config, certificate, random);
        try {
            return new Done(
                    rehearsed.joins(), rehearsed.connected(), beside.get().handshakes(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Done(rehearsed.joins(), rehearsed.connected(), 0, null);
        } catch (ExecutionException e) {
            return new Done(rehearsed.joins(), rehearsed.connected(), 0, e.getCause());
        }
    }
}
