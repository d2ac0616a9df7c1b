package io.sluice.transport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.transport.ice.IceRuleBreakers;
import io.sluice.transport.peer.PeerRuleBreakers;
import io.sluice.transport.srtp.SrtpRuleBreakers;
import io.sluice.transport.stun.StunRuleBreakers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this module may use, and how its packages lean on each other. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class TransportArchitectureTest {
    private static final String[] PACKET_PATH = {"io.sluice.transport.srtp..", "io.sluice.transport.peer.."};

    @ArchTest
    static final ArchRule USES_WHAT_STANDS_TO_ITS_RIGHT = classes()
            .that()
            .resideInAPackage("io.sluice.transport..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.transport..",
                    "io.sluice.rtp..",
                    "java..",
                    "javax.crypto..",
                    "javax.security.auth..",
                    "org.bouncycastle..",
                    "org.jitsi..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule KNOWS_NO_SOCKETS = noClasses()
            .that()
            .resideInAPackage("io.sluice.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.nio.channels..", "org.slf4j..");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_STAYS_WITH_DTLS = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.transport.dtls..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule JITSI_STAYS_WITH_SRTP = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.transport.srtp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jitsi..");

    @ArchTest
    static final ArchRule STUN_IS_BYTES_ONLY = noClasses()
            .that()
            .resideInAPackage("io.sluice.transport.stun..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.transport.ice..",
                    "io.sluice.transport.dtls..",
                    "io.sluice.transport.srtp..",
                    "io.sluice.transport.peer..");

    @ArchTest
    static final ArchRule ICE_AND_DTLS_MEET_ONLY_IN_THE_PEER_TRANSPORT = noClasses()
            .that()
            .resideInAPackage("io.sluice.transport.ice..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.transport.dtls..", "io.sluice.transport.srtp..", "io.sluice.transport.peer..");

    @ArchTest
    static final ArchRule ENGINES_HAVE_NO_CLOCK_AND_NO_THREADS = noClasses()
            .that()
            .resideInAnyPackage("io.sluice.transport.ice..", "io.sluice.transport.stun..", "io.sluice.transport.sctp..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..");

    @ArchTest
    static final ArchRule PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM = noClasses()
            .that()
            .resideInAnyPackage(PACKET_PATH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent.locks..", "java.util.stream..", "java.util.logging..", "org.slf4j..");

    @ArchTest
    static final ArchRule PACKETS_MEET_NO_MONITOR = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PACKET_PATH)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule PACKAGES_LEAN_ON_EACH_OTHER_ONE_WAY =
            slices().matching("io.sluice.transport.(*)..").should().beFreeOfCycles();

    static List<Arguments> breaches() {
        return List.of(
                Arguments.of(USES_WHAT_STANDS_TO_ITS_RIGHT, StunRuleBreakers.UsesALibrary.class),
                Arguments.of(KNOWS_NO_SOCKETS, StunRuleBreakers.OpensASocket.class),
                Arguments.of(BOUNCY_CASTLE_STAYS_WITH_DTLS, StunRuleBreakers.UsesBouncyCastle.class),
                Arguments.of(JITSI_STAYS_WITH_SRTP, StunRuleBreakers.UsesJitsi.class),
                Arguments.of(STUN_IS_BYTES_ONLY, StunRuleBreakers.LeansUpwards.class),
                Arguments.of(ICE_AND_DTLS_MEET_ONLY_IN_THE_PEER_TRANSPORT, IceRuleBreakers.KnowsHandshakes.class),
                Arguments.of(ENGINES_HAVE_NO_CLOCK_AND_NO_THREADS, StunRuleBreakers.ReadsTheClock.class),
                Arguments.of(ENGINES_HAVE_NO_CLOCK_AND_NO_THREADS, IceRuleBreakers.ReadsTheClock.class),
                Arguments.of(ENGINES_HAVE_NO_CLOCK_AND_NO_THREADS, IceRuleBreakers.Locks.class),
                Arguments.of(PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM, SrtpRuleBreakers.Locks.class),
                Arguments.of(PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM, SrtpRuleBreakers.Streams.class),
                Arguments.of(PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM, SrtpRuleBreakers.Logs.class),
                Arguments.of(PACKETS_MEET_NO_MONITOR, SrtpRuleBreakers.Synchronizes.class),
                Arguments.of(PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM, PeerRuleBreakers.Locks.class),
                Arguments.of(PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM, PeerRuleBreakers.Streams.class),
                Arguments.of(PACKETS_MEET_NO_LOCK_NO_LOG_AND_NO_STREAM, PeerRuleBreakers.Logs.class),
                Arguments.of(PACKETS_MEET_NO_MONITOR, PeerRuleBreakers.Synchronizes.class),
                Arguments.of(PACKAGES_LEAN_ON_EACH_OTHER_ONE_WAY, StunRuleBreakers.LeansUpwards.class));
    }

    /** A rule with a typing error in a package's name would hold for ever. */
    @ParameterizedTest
    @MethodSource("breaches")
    void everyRuleCanBeBroken(ArchRule rule, Class<?> breaker) {
        JavaClasses withBreaker = new ClassFileImporter()
                .withImportOption(location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
                        || location.contains(breaker.getSimpleName() + ".class"))
                .importPackages("io.sluice");
        assertThat(rule.evaluate(withBreaker).getFailureReport().getDetails())
                .anyMatch(each -> each.contains(breaker.getName()));
    }
}
