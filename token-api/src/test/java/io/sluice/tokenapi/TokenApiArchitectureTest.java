package io.sluice.tokenapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.sluice.tokenapi", importOptions = ImportOption.DoNotIncludeTests.class)
class TokenApiArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheJdkJjwtAndJackson = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.tokenapi..",
                    "java..",
                    "javax.crypto..",
                    "io.jsonwebtoken..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..");
}
