// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the build has put what is tested. */
final class Tested {
    private Tested() {}

    /** The root of the sources. */
    static Path root() {
        return property("duramen.root");
    }

    /** What this module's build writes to. */
    static Path target() {
        return property("duramen.target");
    }

    /** The application's jar. */
    static Path application() {
        return property("duramen.application");
    }

    /** The folder of Duramen's jars and what they need. */
    static Path jarFolder() {
        return property("duramen.jars");
    }

    /** Duramen's jars and what they need. */
    static List<Path> jars() {
        return jarsIn(jarFolder());
    }

    /** Duramen's own jars. */
    static List<Path> duramen() {
        return jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("duramen-"))
                .toList();
    }

    /** What a framework needs beside them: the mediator that registers providers, the component container. */
    static List<Path> container() {
        return jarsIn(property("duramen.container"));
    }

    /** The distribution as the build assembles it. */
    static Path folder() {
        return property("duramen.folder");
    }

    /** The distribution as its zip unpacks. */
    static Path unpacked() {
        return onlyChild(property("duramen.unpacked"));
    }

    /** The operating system as the platform modules name it. */
    static String operatingSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "macos" : "linux";
    }

    /** The version of what is tested. */
    static String version() {
        return System.getProperty("duramen.version");
    }

    /** Where a class of these tests was loaded from. */
    static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jars =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(".jar"))
                            .sorted()
                            .toList());
            if (jars.isEmpty()) {
                throw new IllegalStateException("no jars in " + folder);
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path onlyChild(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> children = files.toList();
            if (children.size() != 1) {
                throw new IllegalStateException("one folder expected in " + folder + ", found " + children);
            }
            return children.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("these tests are run by Maven, which sets " + name);
        }
        return Path.of(value);
    }
}
