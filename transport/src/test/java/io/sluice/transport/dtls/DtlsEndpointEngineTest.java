package io.sluice.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtlsEndpointEngineTest {
    @ParameterizedTest
    @EnumSource
    void clientAndServerAgreeOnAProfileAndOnKeys(SrtpProfile profile) throws Exception {
        var given = new MemoryPair.Builder();
        given.serverProfiles = List.of(profile);
        try (MemoryPair pair = given.start()) {
            assertThat(pair.client.outcome()).isEqualTo("connected");
            assertThat(pair.server.outcome()).isEqualTo("connected");
            assertThat(pair.client.profile).isEqualTo(profile);
            assertThat(pair.server.profile).isEqualTo(profile);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSessionRunsOnTheChosenEngine(SrtpEngine engine) throws Exception {
        var given = new MemoryPair.Builder();
        given.engine = engine;
        try (MemoryPair pair = given.start()) {
            assertThat(pair.server.outcome()).isEqualTo("connected");
            String expected = switch (engine) {
                case JDK -> "JdkSession";
                case JITSI -> "JitsiSession";
            };
            assertThat(Objects.requireNonNull(pair.server.session).getClass().getSimpleName())
                    .isEqualTo(expected);
        }
    }
}
