// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK on this machine.
 *
 * @param home where it is
 * @param feature its feature release
 */
record Jdk(Path home, int feature) {
    /** The first release that can be told to refuse native access. */
    static final int FIRST_THAT_REFUSES = 24;

    /** Returns the one that runs these tests. */
    static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** Returns one that can refuse native access: the one named, this one, or one that is installed beside it. */
    static Optional<Jdk> thatRefuses() throws IOException {
        List<Path> homes = new ArrayList<>();
        for (String named : new String[] {System.getProperty("jdk25.home"), System.getenv("JAVA25_HOME")}) {
            if (named != null && !named.isBlank()) {
                homes.add(Path.of(named));
            }
        }
        Path own = own().home();
        homes.add(own);
        try (Stream<Path> neighbours = Files.list(own.toRealPath().getParent())) {
            neighbours.sorted().forEach(homes::add);
        }
        return homes.stream()
                .map(Jdk::at)
                .flatMap(Optional::stream)
                .filter(jdk -> jdk.feature() >= FIRST_THAT_REFUSES)
                .findFirst();
    }

    /** Returns the path of one of its tools. */
    String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static Optional<Jdk> at(Path home) {
        if (!Files.isRegularFile(home.resolve("release")) || !Files.isDirectory(home.resolve("bin"))) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.replaceFirst("JAVA_VERSION=\"(\\d+).*", "$1"))
                    .map(feature -> new Jdk(home, Integer.parseInt(feature)))
                    .findFirst();
        } catch (IOException | NumberFormatException notAJdk) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }
}
