package io.sluice.transport.peer;

import static io.sluice.transport.srtp.SrtpProfile.AEAD_AES_128_GCM;
import static io.sluice.transport.srtp.SrtpProfile.AEAD_AES_256_GCM;
import static io.sluice.transport.srtp.SrtpProfile.AES128_CM_HMAC_SHA1_80;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.sluice.transport.srtp.SrtpEngine;
import io.sluice.transport.srtp.SrtpProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What protects the media in the end, and that it does whoever does the cryptography. */
class ProfileChoiceTest {
    private static final List<SrtpProfile> AEAD = List.of(AEAD_AES_128_GCM, AEAD_AES_256_GCM);
    private static final List<SrtpProfile> ALL = List.of(AEAD_AES_128_GCM, AEAD_AES_256_GCM, AES128_CM_HMAC_SHA1_80);
    private static final List<SrtpProfile> CM = List.of(AES128_CM_HMAC_SHA1_80);

    /** The order in which Chromium offers, and chooses. */
    private static final List<SrtpProfile> CHROMIUM =
            List.of(AES128_CM_HMAC_SHA1_80, AEAD_AES_256_GCM, AEAD_AES_128_GCM);

    static List<Arguments> agreements() {
        return List.of(
                argumentSet("a server chooses the best of its own", DtlsRole.PASSIVE, ALL, CHROMIUM, AEAD_AES_128_GCM),
                argumentSet("a client leaves the choice to the peer", DtlsRole.ACTIVE, ALL, CHROMIUM, CM.getFirst()),
                argumentSet("a client that offers AEAD gets AEAD", DtlsRole.ACTIVE, AEAD, CHROMIUM, AEAD_AES_256_GCM),
                argumentSet("a server meets an old peer", DtlsRole.PASSIVE, ALL, CM, CM.getFirst()),
                argumentSet("a client meets an old peer", DtlsRole.ACTIVE, ALL, CM, CM.getFirst()),
                argumentSet(
                        "a server meets a strict peer",
                        DtlsRole.PASSIVE,
                        ALL,
                        List.of(AEAD_AES_256_GCM),
                        AEAD_AES_256_GCM),
                argumentSet(
                        "a client meets a strict peer",
                        DtlsRole.ACTIVE,
                        ALL,
                        List.of(AEAD_AES_256_GCM),
                        AEAD_AES_256_GCM));
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void theyAgree(DtlsRole role, List<SrtpProfile> ours, List<SrtpProfile> theirs, SrtpProfile expected) {
        MemoryLink link = link(role, ours, theirs);
        link.connect();
        assertThat(link.server.transport.srtpProfile()).isEqualTo(expected);
        assertThat(link.client.transport.srtpProfile()).isEqualTo(expected);
        new Exchange(link).bothWays();
    }

    @ParameterizedTest
    @EnumSource
    void withoutACommonProfileThereIsNoTransport(DtlsRole role) {
        MemoryLink link = link(role, AEAD, CM);
        link.until(
                "both failures",
                () -> link.server.transport.state() == PeerState.FAILED
                        && link.client.transport.state() == PeerState.FAILED);
        assertThat(link.server.listener.events).singleElement().asString().startsWith("failed dtls_failed");
        assertThat(link.server.transport.srtpProfile()).isNull();
        assertThat(link.server.transport.writable()).isFalse();
        assertThat(link.server.sendRtp(Samples.rtp(1))).isFalse();
    }

    static List<Arguments> engines() {
        List<Arguments> all = new ArrayList<>();
        for (SrtpProfile profile : SrtpProfile.values()) {
            for (SrtpEngine ours : SrtpEngine.values()) {
                for (SrtpEngine theirs : SrtpEngine.values()) {
                    all.add(Arguments.of(profile, ours, theirs));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyEngineUnderstandsEveryOther(SrtpProfile profile, SrtpEngine ours, SrtpEngine theirs) {
        MemoryLink.Terms terms = new MemoryLink.Terms();
        terms.serverProfiles = List.of(profile);
        terms.serverEngine = ours;
        terms.clientEngine = theirs;
        MemoryLink link = new MemoryLink(terms);
        link.describe(false);
        link.connect();
        Exchange exchange = new Exchange(link);
        for (int i = 0; i < 20; i++) {
            exchange.bothWays();
        }
    }

    private static MemoryLink link(DtlsRole role, List<SrtpProfile> ours, List<SrtpProfile> theirs) {
        MemoryLink.Terms terms = new MemoryLink.Terms();
        terms.serverRole = role;
        terms.serverProfiles = ours;
        terms.clientProfiles = theirs;
        MemoryLink link = new MemoryLink(terms);
        link.describe(false);
        return link;
    }
}
