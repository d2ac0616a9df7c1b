package io.sluice.sfu;

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
import io.sluice.sfu.subscribe.SubscribeRuleBreakers;
import io.sluice.sfu.track.TrackRuleBreakers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this module may use, and how its packages lean on each other. */
@AnalyzeClasses(packages = "io.sluice.sfu", importOptions = ImportOption.DoNotIncludeTests.class)
class SfuArchitectureTest {
    private static final String[] PACKET_PATH = {
        "io.sluice.sfu.track..", "io.sluice.sfu.subscribe..", "io.sluice.sfu.lane.."
    };

    @ArchTest
    static final ArchRule usesWhatStandsToItsRight = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.sfu..",
                    "io.sluice.transport..",
                    "io.sluice.rtp..",
                    "java..",
                    "jdk.jfr..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule readsNoClockAndThrowsNoDice = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule packetsMeetNoLockNoLogAndNoStream = noClasses()
            .that()
            .resideInAnyPackage(PACKET_PATH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.concurrent.locks..", "java.util.stream..", "java.util.logging..", "org.slf4j..");

    @ArchTest
    static final ArchRule packetsMeetNoMonitor = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PACKET_PATH)
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule packagesLeanOnEachOtherOneWay =
            slices().matching("io.sluice.sfu.(*)..").should().beFreeOfCycles();

    static List<Arguments> breaches() {
        return List.of(
                Arguments.of(usesWhatStandsToItsRight, TrackRuleBreakers.UsesALibrary.class),
                Arguments.of(readsNoClockAndThrowsNoDice, TrackRuleBreakers.ReadsTheClock.class),
                Arguments.of(packetsMeetNoLockNoLogAndNoStream, TrackRuleBreakers.Locks.class),
                Arguments.of(packetsMeetNoLockNoLogAndNoStream, TrackRuleBreakers.Streams.class),
                Arguments.of(packetsMeetNoLockNoLogAndNoStream, TrackRuleBreakers.Logs.class),
                Arguments.of(packetsMeetNoMonitor, TrackRuleBreakers.Synchronizes.class),
                Arguments.of(packetsMeetNoLockNoLogAndNoStream, SubscribeRuleBreakers.Locks.class),
                Arguments.of(packetsMeetNoLockNoLogAndNoStream, SubscribeRuleBreakers.Streams.class),
                Arguments.of(packetsMeetNoLockNoLogAndNoStream, SubscribeRuleBreakers.Logs.class),
                Arguments.of(packetsMeetNoMonitor, SubscribeRuleBreakers.Synchronizes.class),
                Arguments.of(packagesLeanOnEachOtherOneWay, TrackRuleBreakers.LeansUpwards.class));
    }

    /** A rule with a typing error in a package's name would hold for ever. */
    @ParameterizedTest
    @MethodSource("breaches")
    void everyRuleCanBeBroken(ArchRule rule, Class<?> breaker) {
        JavaClasses withBreaker = new ClassFileImporter()
                .withImportOption(location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
                        || location.contains(breaker.getSimpleName() + ".class"))
                .importPackages("io.sluice.sfu");
        assertThat(rule.evaluate(withBreaker).getFailureReport().getDetails())
                .anyMatch(each -> each.contains(breaker.getName()));
    }
}
