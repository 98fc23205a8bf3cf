// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packaged jars say of themselves: as modules, as bundles and as what {@link java.util.ServiceLoader} reads. */
class DescriptorIT {

    static Stream<JarFacts> duramen() {
        return Tested.duramen().stream().map(JarFacts::of);
    }

    /** Compares with {@code src/test/resources/descriptors}; {@code -Dduramen.descriptors=write} writes them anew. */
    @ParameterizedTest
    @MethodSource("duramen")
    void descriptorsAreAsReviewed(JarFacts jar) throws Exception {
        Path expected = Tested.root()
                .resolve("bundles/it/src/test/resources/descriptors")
                .resolve(jar.name() + ".expected.txt");
        String found = jar.describe();
        if ("write".equals(System.getProperty("duramen.descriptors"))) {
            Files.writeString(expected, found);
        }
        assertTrue(Files.exists(expected), () -> "no " + expected + "; it would be:\n" + found);
        assertEquals(
                Files.readString(expected),
                found,
                "if the change is meant, ./mvnw verify -Dduramen.descriptors=write writes it down");
    }

    @Test
    void everyReviewedDescriptorHasItsJar() throws IOException {
        Set<String> reviewed = new TreeSet<>();
        try (Stream<Path> files = Files.list(Tested.root().resolve("bundles/it/src/test/resources/descriptors"))) {
            files.map(file -> file.getFileName().toString().replace(".expected.txt", ""))
                    .forEach(reviewed::add);
        }
        assertEquals(duramen().map(JarFacts::name).collect(toCollection(TreeSet::new)), reviewed);
    }

    @ParameterizedTest
    @MethodSource("duramen")
    void moduleBundleAndJarHaveOneName(JarFacts jar) {
        ModuleDescriptor module = jar.module();
        assertFalse(module.isAutomatic());
        assertEquals(module.name(), jar.header("Bundle-SymbolicName"));
        String file = jar.file().getFileName().toString();
        String artifact = file.substring(0, file.indexOf("-" + Tested.version()));
        assertEquals("io." + artifact.replace('-', '.'), module.name());
    }

    @ParameterizedTest
    @MethodSource("duramen")
    void packagesStartWithTheNameOfTheirModule(JarFacts jar) {
        for (String name : jar.module().packages()) {
            assertTrue((name + ".").startsWith(jar.name() + "."), name);
        }
    }

    @ParameterizedTest
    @MethodSource("duramen")
    void moduleServiceFilesAndCapabilitiesTellTheSameProviders(JarFacts jar) {
        Map<String, Set<String>> provided = new TreeMap<>();
        jar.module().provides().forEach(p -> provided.put(p.service(), new TreeSet<>(p.providers())));
        assertEquals(provided, jar.serviceFiles(), "META-INF/services");
        assertEquals(provided, jar.registered(), "osgi.serviceloader capabilities");
        assertEquals(provided.keySet(), jar.services(), "osgi.service capabilities");
    }

    @ParameterizedTest
    @MethodSource("duramen")
    void moduleAndBundleExportTheSamePackages(JarFacts jar) {
        Set<String> exported = jar.module().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(toCollection(TreeSet::new));
        assertEquals(exported, jar.clauses("Export-Package").keySet());
        jar.module().exports().stream()
                .filter(ModuleDescriptor.Exports::isQualified)
                .forEach(internal -> {
                    String attributes = jar.clauses("Export-Package").get(internal.source());
                    assertTrue(
                            attributes.contains("status=INTERNAL") && attributes.contains("mandatory:=status"),
                            attributes);
                });
    }

    @ParameterizedTest
    @MethodSource("duramen")
    void exportedPackagesSayWhatTheyAreFor(JarFacts jar) {
        String directory = jar.name().substring("io.duramen.".length()).replace('.', '-');
        Path sources = Stream.of("modules/" + directory, directory)
                .map(module -> Tested.root().resolve(module).resolve("src/main/java"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
        for (ModuleDescriptor.Exports exported : jar.module().exports()) {
            Path info = sources.resolve(exported.source().replace('.', '/')).resolve("package-info.java");
            assertTrue(Files.exists(info), () -> "no " + info);
        }
    }

    @Test
    void noPackageIsInTwoJars() {
        Map<String, Path> owners = new HashMap<>();
        for (Path jar : Tested.jars()) {
            for (String name : JarFacts.of(jar).module().packages()) {
                Path other = owners.put(name, jar);
                assertEquals(null, other, name + " is in " + jar + " too");
            }
        }
    }

    @Test
    void theFolderOfAllJarsIsAModulePathOnWhichEachModuleResolves() {
        Set<String> names = new HashSet<>();
        duramen().map(JarFacts::name).forEach(names::add);
        Configuration resolved = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(Tested.jarFolder()), ModuleFinder.of(), names);
        assertTrue(resolved.modules().size() >= names.size());
    }

    @Test
    void theBomListsWhatIsPublished() throws IOException {
        List<String> bom = artifacts(Tested.root().resolve("bundles/bom/pom.xml"));
        assertEquals(
                Tested.duramen().stream()
                        .map(jar -> jar.getFileName().toString())
                        .map(file -> file.substring(0, file.indexOf("-" + Tested.version())))
                        .collect(toCollection(TreeSet::new)),
                new TreeSet<>(bom));
        assertEquals(published(), new TreeSet<>(bom));
    }

    /** Returns the modules of the build that are not kept from being deployed, without those that have no jar. */
    private static Set<String> published() throws IOException {
        Set<String> artifacts = new TreeSet<>();
        for (String line : Files.readAllLines(Tested.root().resolve("pom.xml"))) {
            String module = line.strip().replaceAll("</?module>", "");
            Path pom = Tested.root().resolve(module).resolve("pom.xml");
            if (line.contains("<module>") && !module.startsWith("bundles/")) {
                boolean kept = Files.readString(pom).contains("maven-deploy-plugin");
                if (!kept) {
                    artifacts.add("duramen-" + module.replace("modules/", ""));
                }
            }
        }
        return artifacts;
    }

    private static List<String> artifacts(Path pom) throws IOException {
        String text = Files.readString(pom);
        return Stream.of(text.substring(text.indexOf("<dependencyManagement>")).split("<artifactId>"))
                .filter(part -> part.startsWith("duramen-"))
                .map(part -> part.substring(0, part.indexOf('<')))
                .toList();
    }
}
