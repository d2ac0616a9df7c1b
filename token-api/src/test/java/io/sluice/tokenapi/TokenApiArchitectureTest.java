package io.sluice.tokenapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.tokenapi.token.RuleBreakers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this module may use, and how its packages lean on each other. */
@AnalyzeClasses(packages = "io.sluice.tokenapi", importOptions = ImportOption.DoNotIncludeTests.class)
class TokenApiArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheJdkJjwtJacksonAndJdbc = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.tokenapi..",
                    "java..",
                    "javax.crypto..",
                    "io.jsonwebtoken..",
                    "com.fasterxml.jackson..",
                    "com.zaxxer.hikari..",
                    "org.jdbi..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule packagesLeanOnEachOtherOneWay =
            slices().matching("io.sluice.tokenapi.(*)..").should().beFreeOfCycles();

    static List<Arguments> breaches() {
        return List.of(
                Arguments.of(usesOnlyTheJdkJjwtJacksonAndJdbc, RuleBreakers.UsesALibrary.class),
                Arguments.of(packagesLeanOnEachOtherOneWay, RuleBreakers.LeansUpwards.class));
    }

    /** A rule with a typing error in a package's name would hold for ever. */
    @ParameterizedTest
    @MethodSource("breaches")
    void everyRuleCanBeBroken(ArchRule rule, Class<?> breaker) {
        JavaClasses withBreaker = new ClassFileImporter()
                .withImportOption(location -> ImportOption.Predefined.DO_NOT_INCLUDE_TESTS.includes(location)
                        || location.contains(breaker.getSimpleName() + ".class"))
                .importPackages("io.sluice.tokenapi");
        assertThat(rule.evaluate(withBreaker).getFailureReport().getDetails())
                .anyMatch(each -> each.contains(breaker.getName()));
    }
}
