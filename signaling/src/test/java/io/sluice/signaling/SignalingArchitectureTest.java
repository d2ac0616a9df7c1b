package io.sluice.signaling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.elsewhere.ElsewhereRuleBreakers;
import io.sluice.signaling.proto.MessageRuleBreakers;
import io.sluice.signaling.sdp.SdpRuleBreakers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this module may use, and what it keeps to itself. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class SignalingArchitectureTest {
    @ArchTest
    static final ArchRule USES_WHAT_STANDS_TO_ITS_RIGHT = classes()
            .that()
            .resideInAPackage("io.sluice.signaling..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.signaling..",
                    "io.sluice.tokenapi..",
                    "io.sluice.sfu..",
                    "io.sluice.transport..",
                    "io.sluice.rtp..",
                    "java..",
                    "com.google.protobuf..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule ROOMS_ARE_BEHIND_THEIR_MAILBOX = noClasses()
            .that()
            .resideInAPackage("io.sluice.signaling..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sluice.sfu.room..", "io.sluice.sfu.participant..", "io.sluice.transport.peer..");

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

    @ArchTest
    static final ArchRule PACKAGES_LEAN_ON_EACH_OTHER_ONE_WAY =
            slices().matching("io.sluice.signaling.(*)..").should().beFreeOfCycles();

    static List<Arguments> breaches() {
        return List.of(
                Arguments.of(USES_WHAT_STANDS_TO_ITS_RIGHT, SdpRuleBreakers.UsesALibrary.class),
                Arguments.of(ROOMS_ARE_BEHIND_THEIR_MAILBOX, SdpRuleBreakers.EntersTheRoom.class),
                Arguments.of(KNOWS_NO_SOCKETS_AND_NO_CRYPTOGRAPHY, SdpRuleBreakers.UsesBouncyCastle.class),
                Arguments.of(PROTOBUF_STAYS_HERE, ElsewhereRuleBreakers.UsesProtobuf.class),
                Arguments.of(THE_ADAPTER_OF_SDP_KNOWS_NO_PROTOCOL, SdpRuleBreakers.LeansUpwards.class),
                Arguments.of(MESSAGES_DEPEND_ON_NOTHING_OF_OURS, MessageRuleBreakers.LeansUpwards.class),
                Arguments.of(PACKAGES_LEAN_ON_EACH_OTHER_ONE_WAY, SdpRuleBreakers.LeansUpwards.class));
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
