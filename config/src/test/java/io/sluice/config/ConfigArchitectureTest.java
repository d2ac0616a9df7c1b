package io.sluice.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sluice.config", importOptions = ImportOption.DoNotIncludeTests.class)
class ConfigArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheJdkAndJackson = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.sluice.config..", "java..", "com.fasterxml.jackson..", "org.jspecify..");
}
