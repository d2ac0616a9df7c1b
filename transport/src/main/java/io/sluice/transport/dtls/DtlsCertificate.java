package io.sluice.transport.dtls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Semaphore;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/**
 * Our side of every association: a key, a self-signed certificate for it, and the source of randomness. One per server start is enough;
 * it may be shared by all loops.
 */
public final class DtlsCertificate {
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(3650);

    private static final int MAX_HANDSHAKES = 256;

    /** Bounds how many handshakes work at a time with this certificate; the rest wait. */
    final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);

    private final JcaTlsCrypto crypto;
    private final PrivateKey key;
    private final byte[] encoded;
    private final Fingerprint fingerprint;

    private DtlsCertificate(JcaTlsCrypto crypto, PrivateKey key, byte[] encoded) {
        this.crypto = crypto;
        this.key = key;
        this.encoded = encoded;
        this.fingerprint = Fingerprints.of("sha-256", encoded);
    }

    /** Makes an ECDSA P-256 certificate. The random source is used for the key here and for every handshake later. */
    public static DtlsCertificate generate(SecureRandom random) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"), random);
            return selfSigned(keys.generateKeyPair(), "SHA256withECDSA", random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no ECDSA over P-256", e);
        }
    }

    static DtlsCertificate selfSigned(KeyPair keys, String signature, SecureRandom random) {
        try {
            Instant now = Instant.now();
            X500Principal name = new X500Principal("CN=sluice");
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(63, random).add(BigInteger.ONE),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(now.plus(LIFETIME)),
                    name,
                    keys.getPublic());
            var signer = new JcaContentSignerBuilder(signature)
                    .setSecureRandom(random)
                    .build(keys.getPrivate());
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            // No provider is set on purpose: through its own provider BouncyCastle would be several times slower than
            // the JDK.
            JcaTlsCrypto crypto = new JcaTlsCryptoProvider().create(random);
            return new DtlsCertificate(crypto, keys.getPrivate(), certificate.getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    /** The sha-256 fingerprint for our descriptions. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }

    PrivateKey key() {
        return key;
    }

    byte[] encoded() {
        return encoded;
    }
}
