package io.sluice.transport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may use, and how its packages lean on each other. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class TransportArchitectureTest {
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
            .resideInAnyPackage("io.sluice.transport.ice..", "io.sluice.transport.stun..")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..");
}
