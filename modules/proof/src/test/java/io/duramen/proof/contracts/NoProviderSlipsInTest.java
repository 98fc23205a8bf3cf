// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Feature;
import io.duramen.base.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * Every provider that any jar here offers is held to a contract by a class beside this one: they run on whatever the finders
 * find, and this one checks that the finders find whatever is offered.
 */
class NoProviderSlipsInTest {
    private static final String SERVICES = "META-INF/services/";

    @Test
    void everyProviderOfferedIsFoundByTheFinderWhoseContractIsRun() throws IOException {
        Map<String, Set<String>> offered = offered();

        assertEquals(
                new TreeSet<>(FoundProviders.FINDERS.keySet().stream()
                        .map(Class::getName)
                        .toList()),
                offered.keySet(),
                "service interfaces with a finder here, and those for which a jar offers a provider");
        FoundProviders.FINDERS.forEach((service, finder) -> {
            Set<String> found = new TreeSet<>();
            finder.get().forEach(provider -> found.add(provider.getClass().getName()));
            assertEquals(offered.get(service.getName()), found, service.getName());
        });
    }

    @Test
    void everyServiceInterfaceHasAClassThatRunsItsContract() {
        for (Class<?> service : FoundProviders.FINDERS.keySet()) {
            String name = "Every" + service.getSimpleName() + "Test";
            assertTrue(getClass().getResource(name + ".class") != null, "no " + name + " for " + service.getName());
        }
    }

    @Test
    void whatIsNotAvailableHereSaysWhy() {
        FoundProviders.FINDERS.values().stream()
                .flatMap(finder -> finder.get().stream())
                .filter(provider -> !provider.isAvailable())
                .forEach(NoProviderSlipsInTest::requireReason);
    }

    private static void requireReason(Provider provider) {
        assertFalse(provider.probe().isEmpty(), provider::name);
        assertTrue(
                provider.probe().stream().map(Feature::reason).anyMatch(r -> r != null && !r.isBlank()),
                provider::name);
    }

    /** What the jars and directories of the class path offer, by service interface. */
    private static Map<String, Set<String>> offered() throws IOException {
        Map<String, Set<String>> offered = new TreeMap<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path.resolve(SERVICES))) {
                try (var files = Files.list(path.resolve(SERVICES))) {
                    for (Path file : files.toList()) {
                        add(offered, file.getFileName().toString(), Files.readString(file));
                    }
                }
            } else if (Files.isRegularFile(path)) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    for (JarEntry file : jar.stream().toList()) {
                        if (file.getName().startsWith(SERVICES + "io.duramen.")) {
                            try (InputStream in = jar.getInputStream(file)) {
                                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                                add(offered, file.getName().substring(SERVICES.length()), text);
                            }
                        }
                    }
                }
            }
        }
        return offered;
    }

    private static void add(Map<String, Set<String>> offered, String service, String text) {
        List<String> names = new ArrayList<>(
                text.lines().map(line -> line.replaceAll("#.*", "").strip()).toList());
        names.removeIf(String::isEmpty);
        if (service.startsWith("io.duramen.")) {
            offered.computeIfAbsent(service, none -> new TreeSet<>()).addAll(names);
        }
    }
}
