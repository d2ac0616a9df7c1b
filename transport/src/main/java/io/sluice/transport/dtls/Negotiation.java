package io.sluice.transport.dtls;

import io.sluice.transport.srtp.SrtpKeys;
import io.sluice.transport.srtp.SrtpProfile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/** What client and server have in common: who we are, whom we expect, and what comes out of it. Used on the handshake's thread. */
final class Negotiation {
    private static final int[] ECDSA_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    };
    /** Only a server with an RSA certificate takes one of these. */
    private static final int[] RSA_SUITES = {
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    };

    final List<SrtpProfile> profiles;

    private final DtlsCertificate certificate;
    private final CompletableFuture<Fingerprint> expected;
    private final long deadlineNanos;
    private boolean verified;
    private @Nullable SrtpProfile chosen;
    private @Nullable SrtpKeys keys;
    private @Nullable String refusal;

    Negotiation(
            DtlsCertificate certificate,
            List<SrtpProfile> profiles,
            CompletableFuture<Fingerprint> expected,
            long deadlineNanos) {
        this.certificate = certificate;
        this.profiles = profiles;
        this.expected = expected;
        this.deadlineNanos = deadlineNanos;
    }

    static int[] serverSuites() {
        return ECDSA_SUITES.clone();
    }

    static int[] clientSuites() {
        return new int[] {ECDSA_SUITES[0], RSA_SUITES[0], ECDSA_SUITES[1], RSA_SUITES[1]};
    }

    JcaTlsCrypto crypto() {
        return certificate.crypto();
    }

    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        JcaTlsCrypto crypto = crypto();
        Certificate chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate.encoded())});
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                certificate.key(),
                chain,
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /**
     * Compares the peer's certificate with its description. If that is not known yet the handshake waits here, so that there are never keys
     * with somebody unknown.
     */
    void verify(Certificate chain) throws IOException {
        if (chain.isEmpty()) {
            throw refuse(AlertDescription.bad_certificate, "the peer has no certificate");
        }
        if (!Fingerprints.matches(expectation(), chain.getCertificateAt(0).getEncoded())) {
            throw refuse(AlertDescription.bad_certificate, "the peer's certificate is not the one in its description");
        }
        verified = true;
    }

    private Fingerprint expectation() throws IOException {
        try {
            return expected.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw refuse(AlertDescription.certificate_unknown, "no description of the peer in time");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refuse(AlertDescription.internal_error, "interrupted");
        }
    }

    /** As a server: takes the first of our profiles that is among the offered codes. */
    SrtpProfile choose(int[] offered) throws TlsFatalAlert {
        for (SrtpProfile profile : profiles) {
            for (int code : offered) {
                if (code == profile.code) {
                    chosen = profile;
                    return profile;
                }
            }
        }
        throw refuse(AlertDescription.handshake_failure, "the peer offers no SRTP profile of ours");
    }

    /** As a client: notes the server's choice, which must be a single one out of our list. */
    void accept(int[] answered) throws TlsFatalAlert {
        if (answered.length != 1) {
            throw refuse(AlertDescription.illegal_parameter, "the peer chose no single SRTP profile");
        }
        choose(answered);
    }

    TlsFatalAlert noSrtp() {
        return refuse(AlertDescription.handshake_failure, "the peer does not want SRTP");
    }

    /** Exports the SRTP keys; the library forgets its secrets right afterwards. */
    void complete(TlsContext context, boolean client) throws TlsFatalAlert {
        SrtpProfile profile = chosen;
        if (!verified || profile == null) {
            throw refuse(AlertDescription.handshake_failure, "the peer was not identified");
        }
        byte[] exported = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.exportedLength(profile));
        keys = SrtpKeys.ofExported(profile, exported, client);
    }

    @Nullable
    SrtpKeys keys() {
        return keys;
    }

    /** Why we ended the handshake ourselves, or null. */
    @Nullable
    String refusal() {
        return refusal;
    }

    private TlsFatalAlert refuse(short alert, String reason) {
        refusal = reason;
        return new TlsFatalAlert(alert);
    }
}
