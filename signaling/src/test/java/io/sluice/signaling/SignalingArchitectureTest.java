package io.sluice.signaling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What this module may use, and what it keeps to itself. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class SignalingArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_NO_SOCKETS_AND_NO_CRYPTOGRAPHY = noClasses()
            .that()
            .resideInAPackage("io.sluice.signaling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "org.bouncycastle..", "org.jitsi..");

    @ArchTest
    static final ArchRule PROTOBUF_STAYS_HERE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.signaling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.protobuf..", "io.sluice.signaling.proto..");

    @ArchTest
    static final ArchRule THE_ADAPTER_OF_SDP_KNOWS_NO_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("io.sluice.signaling.sdp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.google.protobuf..",
                    "com.fasterxml..",
                    "io.sluice.signaling.proto..",
                    "io.sluice.signaling.livekit..");

    @ArchTest
    static final ArchRule MESSAGES_DEPEND_ON_NOTHING_OF_OURS = classes()
            .that()
            .resideInAPackage("io.sluice.signaling.proto..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.sluice.signaling.proto..", "com.google..", "java..");
}
