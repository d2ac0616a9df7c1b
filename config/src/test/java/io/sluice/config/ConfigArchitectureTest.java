package io.sluice.config;

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
import io.sluice.config.net.RuleBreakers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this module may use, and how its packages lean on each other. */
@AnalyzeClasses(packages = "io.sluice.config", importOptions = ImportOption.DoNotIncludeTests.class)
class ConfigArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheJdkAndJackson = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.sluice.config..", "java..", "com.fasterxml.jackson..", "org.jspecify..");

    @ArchTest
    static final ArchRule settingsLeanOnWhatReadsThemAndNotTheOtherWayRound = noClasses()
            .that()
            .resideInAPackage("io.sluice.config.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sluice.config");

    @ArchTest
    static final ArchRule packagesLeanOnEachOtherOneWay =
            slices().matching("io.sluice.config.(*)..").should().beFreeOfCycles();

    static List<Arguments> breaches() {
        return List.of(
                Arguments.of(usesOnlyTheJdkAndJackson, RuleBreakers.UsesALibrary.class),
                Arguments.of(settingsLeanOnWhatReadsThemAndNotTheOtherWayRound, RuleBreakers.LeansUpwards.class),
                Arguments.of(packagesLeanOnEachOtherOneWay, RuleBreakers.LeansSideways.class));
    }

    /** A rule with a typing error in a package's name would hold for ever. */
    @ParameterizedTest
    @MethodSource("breaches")
    void everyRuleCanBeBroken(ArchRule rule, Class<?> breaker) {
        JavaClasses withBreaker = new ClassFileImporter()
                .withImportOption(location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
                        || location.contains(breaker.getSimpleName() + ".class"))
                .importPackages("io.sluice.config");
        assertThat(rule.evaluate(withBreaker).getFailureReport().getDetails())
                .anyMatch(each -> each.contains(breaker.getName()));
    }
}
