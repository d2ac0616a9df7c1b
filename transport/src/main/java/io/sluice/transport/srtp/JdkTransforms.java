package io.sluice.transport.srtp;

import java.security.GeneralSecurityException;

/** The four transforms of a session, one for each direction of RTP and RTCP: that many keys there are, however many the SSRCs. */
final class JdkTransforms {
    final SrtpProfile profile;
    final Transform rtpOut;
    final Transform rtpIn;
    final Transform rtcpOut;
    final Transform rtcpIn;

    JdkTransforms(SrtpKeys keys) throws GeneralSecurityException {
        profile = keys.profile();
        rtpOut = transform(keys.localKey(), keys.localSalt(), 0, true);
        rtpIn = transform(keys.remoteKey(), keys.remoteSalt(), 0, false);
        rtcpOut = transform(keys.localKey(), keys.localSalt(), SrtpKdf.RTCP, true);
        rtcpIn = transform(keys.remoteKey(), keys.remoteSalt(), SrtpKdf.RTCP, false);
    }

    private Transform transform(byte[] masterKey, byte[] masterSalt, int labels, boolean seals)
            throws GeneralSecurityException {
        byte[] key = SrtpKdf.derive(masterKey, masterSalt, labels + SrtpKdf.RTP_KEY, profile.keyLength);
        byte[] salt = SrtpKdf.derive(masterKey, masterSalt, labels + SrtpKdf.RTP_SALT, profile.saltLength);
        return switch (profile) {
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> new GcmTransform(key, salt, seals);
            case AES128_CM_HMAC_SHA1_80 -> {
                byte[] auth = SrtpKdf.derive(masterKey, masterSalt, labels + SrtpKdf.RTP_AUTH, CmTransform.AUTH_KEY);
                yield new CmTransform(key, salt, auth);
            }
        };
    }
}
