package io.sluice.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sluice.server.net.EventLoops;

/** How the program's packages lean on each other, and what of it stays out of the modules below. */
@AnalyzeClasses(packages = "io.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerArchitectureTest {
    @ArchTest
    static final ArchRule NETTY_STAYS_HERE = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule NOTHING_BELOW_KNOWS_THE_PROGRAM = noClasses()
            .that()
            .resideOutsideOfPackage("io.sluice.server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sluice.server..");

    @ArchTest
    static final ArchRule HTTP_KNOWS_OF_THE_SOCKETS_ONLY_HOW_LOOPS_ARE_MADE = noClasses()
            .that()
            .resideInAPackage("io.sluice.server.http..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.sluice.server.net..").and(not(type(EventLoops.class))));

    @ArchTest
    static final ArchRule SOCKETS_KNOW_NO_HTTP_AND_NO_SIGNALLING = noClasses()
            .that()
            .resideInAPackage("io.sluice.server.net..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.server.http..",
                    "io.sluice.server.node..",
                    "io.sluice.signaling..",
                    "io.sluice.tokenapi..",
                    "io.netty.handler.codec.http..");

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_KNOWS_WHAT_A_NODE_IS_MADE_OF = noClasses()
            .that()
            .resideInAnyPackage("io.sluice.server.http..", "io.sluice.server.net..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.sluice.server.node..", "io.sluice.server");

    @ArchTest
    static final ArchRule PICOCLI_AND_LOGBACK_STAY_WITH_MAIN = noClasses()
            .that()
            .resideOutsideOfPackages("io.sluice.server", "io.sluice.server.cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "ch.qos.logback..");

    @ArchTest
    static final ArchRule COMMANDS_REACH_A_SERVER_BY_ITS_API_ONLY = noClasses()
            .that()
            .resideInAPackage("io.sluice.server.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.sluice.server.node..",
                    "io.sluice.server.http..",
                    "io.sluice.server.net..",
                    "io.sluice.signaling..",
                    "io.sluice.sfu..",
                    "io.netty..");
}
