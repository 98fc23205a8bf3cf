// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may know whom, read from the packaged jars, the unpublished one of the black-box programs included. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureIT {
    private static final String[] NATIVE = {"io.duramen.natives..", "io.duramen.platform..", "io.duramen.kdf.jna.."};
    private static final String[] PROGRAMS = {"io.duramen.cli..", "io.duramen.proof.."};

    private JavaClasses classes;

    @BeforeAll
    void readTheJars() throws IOException {
        List<Path> paths = new ArrayList<>(Tested.duramen());
        paths.addAll(Tested.jarsIn(Tested.folder().resolve("lib/crash")));
        List<JarFile> jars = new ArrayList<>();
        try {
            for (Path path : paths) {
                jars.add(new JarFile(path.toFile()));
            }
            classes = new ClassFileImporter().importJars(jars);
        } finally {
            for (JarFile jar : jars) {
                jar.close();
            }
        }
    }

    @Test
    void onlyBundlesKnowOsgi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi..")
                .check(classes);
    }

    @Test
    void onlyPlatformsKnowJna() {
        noClasses()
                .that()
                .resideOutsideOfPackages(NATIVE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "io.duramen.natives..")
                .check(classes);
    }

    @Test
    void nobodyKnowsAPlatform() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.duramen.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.duramen.platform..")
                .check(classes);
    }

    @Test
    void commitAndSealMeetInTheirPortsOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.duramen.commit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.duramen.seal..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("io.duramen.seal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.duramen.commit..")
                .check(classes);
    }

    @Test
    void layersDependDownwards() {
        below("io.duramen.base..", "java..", "org.jspecify..");
        below("io.duramen.storage..", "io.duramen.base..", "com.sun.nio.file..", "java..", "org.jspecify..");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.duramen.storage.DirectOption") // which need not be linked
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.nio.file..")
                .check(classes);
        below("io.duramen.clock..", "io.duramen.base..", "java..", "org.jspecify..");
        below("io.duramen.crypto..", "io.duramen.base..", "java..", "javax.crypto..", "org.jspecify..");
        below(
                "io.duramen.wal..",
                "io.duramen.base..",
                "io.duramen.storage..",
                "io.duramen.crypto..",
                "java..",
                "jdk.jfr..",
                "org.jspecify..");
        below(
                "io.duramen.audit..",
                "io.duramen.base..",
                "io.duramen.storage..",
                "io.duramen.crypto..",
                "io.duramen.wal..",
                "java..",
                "org.jspecify..");
        below(
                "io.duramen.sentinel..",
                "io.duramen.base..",
                "io.duramen.clock..",
                "java..",
                "jdk.jfr..",
                "org.jspecify..");
        below(
                "io.duramen.metrics..",
                "io.duramen.base..",
                "io.duramen.sentinel..",
                "io.duramen.wal..",
                "io.micrometer..",
                "java..",
                "org.jspecify..");
        below(
                "io.duramen.views..",
                "io.duramen.base..",
                "io.duramen.commit..",
                "com.fasterxml.jackson.annotation..",
                "tools.jackson..",
                "java..",
                "org.jspecify..");
        below(
                "io.duramen.testkit..",
                "io.duramen.base..",
                "io.duramen.storage..",
                "io.duramen.clock..",
                "java..",
                "javax.crypto..",
                "org.jspecify..");
    }

    @Test
    void modulesFormNoCycle() {
        slices().matching("io.duramen.(*)..").should().beFreeOfCycles().check(classes);
    }

    /** A module's root package holds what its others throw and what finds them, and is left out for that. */
    @Test
    void packagesInsideAModuleFormNoCycle() {
        for (String module :
                List.of("clock", "crypto", "storage", "wal", "commit", "audit", "views", "seal", "legacy")) {
            slices().matching("io.duramen." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(classes);
        }
    }

    @Test
    void onlyProgramsWriteToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(classes);
    }

    @Test
    void nobodyEndsTheJvmButThePrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }

    @Test
    void publicClassesAreFinalOrSealedOrMeantToBeExtended() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAssignableTo(Throwable.class)
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(classes);
    }

    private void below(String who, String... whom) {
        String[] all = new String[whom.length + 1];
        System.arraycopy(whom, 0, all, 0, whom.length);
        all[whom.length] = who;
        classes()
                .that()
                .resideInAPackage(who)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(all))
                .check(classes);
    }
}
