package io.sluice.transport.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** The DTLS server: DTLS 1.2, ECDHE with our ECDSA certificate, a certificate of the client in return, and SRTP. */
final class ServerSide extends DefaultTlsServer {
    private static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};

    private final Negotiation negotiation;
    private final HandshakeTimes times;
    private int @Nullable [] offered;

    ServerSide(Negotiation negotiation, HandshakeTimes times) {
        super(negotiation.crypto());
        this.negotiation = negotiation;
        this.times = times;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return Negotiation.serverSuites();
    }

    @Override
    public int[] getSupportedGroups() {
        return GROUPS.clone();
    }

    @Override
    protected int selectECDH(int minimumCurveBits) {
        int[] theirs = context.getSecurityParametersHandshake().getClientSupportedGroups();
        if (theirs == null) {
            return NamedGroup.secp256r1;
        }
        for (int ours : GROUPS) {
            for (int each : theirs) {
                if (each == ours) {
                    return ours;
                }
            }
        }
        return -1;
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    /** Only the fingerprint counts, not how a self-signed certificate was signed. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return times.limitMillis();
    }

    /** Zero leaves the timing to {@link ResendPolicy}. */
    @Override
    public int getHandshakeResendTimeMillis() {
        return 0;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData srtp = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
        offered = srtp == null ? null : srtp.getProtectionProfiles();
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Hashtable getServerExtensions() throws IOException {
        if (offered == null) {
            throw negotiation.noSrtp();
        }
        int[] chosen = {negotiation.choose(offered).code};
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(chosen, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        // Old native clients have RSA certificates.
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>(List.of(
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa),
                SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa)));
        return new CertificateRequest(types, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        negotiation.verify(chain);
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return negotiation.signer(context);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        negotiation.complete(context, false);
    }
}
