package io.sluice.rtp;

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
import io.sluice.rtp.packet.RuleBreakers;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this module may use, and how its packages lean on each other. All of it is on the way of packets. */
@AnalyzeClasses(packages = "io.sluice.rtp", importOptions = ImportOption.DoNotIncludeTests.class)
class RtpArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheJdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.sluice.rtp..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule opensNoSocketAndStartsNoThread = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..", "java.time..");

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule packetsMeetNoLogAndNoStream = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.stream..", "java.util.logging..", "org.slf4j..");

    @ArchTest
    static final ArchRule packetsMeetNoMonitor = noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule packagesLeanOnEachOtherOneWay =
            slices().matching("io.sluice.rtp.(*)..").should().beFreeOfCycles();

    static List<Arguments> breaches() {
        return List.of(
                Arguments.of(usesOnlyTheJdk, RuleBreakers.UsesALibrary.class),
                Arguments.of(opensNoSocketAndStartsNoThread, RuleBreakers.OpensASocket.class),
                Arguments.of(opensNoSocketAndStartsNoThread, RuleBreakers.Locks.class),
                Arguments.of(readsNoClock, RuleBreakers.ReadsTheClock.class),
                Arguments.of(packetsMeetNoLogAndNoStream, RuleBreakers.Streams.class),
                Arguments.of(packetsMeetNoMonitor, RuleBreakers.Synchronizes.class),
                Arguments.of(packagesLeanOnEachOtherOneWay, RuleBreakers.LeansUpwards.class));
    }

    /** A rule with a typing error in a package's name would hold for ever. */
    @ParameterizedTest
    @MethodSource("breaches")
    void everyRuleCanBeBroken(ArchRule rule, Class<?> breaker) {
        JavaClasses withBreaker = new ClassFileImporter()
                .withImportOption(location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
                        || location.contains(breaker.getSimpleName() + ".class"))
                .importPackages("io.sluice.rtp");
        assertThat(rule.evaluate(withBreaker).getFailureReport().getDetails())
                .anyMatch(each -> each.contains(breaker.getName()));
    }
}
