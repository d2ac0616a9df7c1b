package io.sluice.interop;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call with each of the settings that change what clients meet on the way of their media. */
class SettingsInteropIT {
    @Nested
    @ServerFlags({"--rtc.use_ice_lite", "true"})
    class IceLite extends ACall {}

    @Nested
    @ServerFlags({"--sluice.dtls_role", "passive"})
    class DtlsServer extends ACall {}

    @Nested
    @ServerFlags({"--sluice.srtp_engine", "jitsi"})
    class JitsiSrtp extends ACall {}

    @ExtendWith(StageExtension.class)
    abstract static class ACall {
        @ParameterizedTest
        @EnumSource
        void connects(Join.Mode mode, Stage stage) {
            Participant ann = stage.browser("ann").joins(Join.with(mode));
            Participant bob = stage.nativeClient("bob").joins();
            ann.publishes(Look.RED);
            bob.publishes(Look.BLUE);

            bob.awaitPicture(ann, Look.RED);
            ann.awaitLook(bob, Look.BLUE);
        }
    }
}
