// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux.launch;

import io.duramen.base.Provider;
import io.duramen.clock.CpuClock;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.storage.spi.StorageExtras;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts {@link ProbeMain} in a JVM of its own and returns what it prints. */
final class Launch {
    private Launch() {}

    static String onClassPath(Path jdk, List<Path> jars, String... options) throws Exception {
        List<Path> path = new ArrayList<>(jars);
        path.add(testClasses());
        return run(jdk, List.of("-cp", joined(path)), options);
    }

    static String onModulePath(Path jdk, List<Path> jars, String... options) throws Exception {
        List<String> paths = List.of(
                "-p",
                joined(jars),
                "--add-modules",
                "io.duramen.platform.linux",
                "-cp",
                testClasses().toString());
        return run(jdk, paths, options);
    }

    /** Returns where Duramen's classes are, each module's own. */
    static List<Path> duramen(Class<?> platform, Class<?> natives) throws URISyntaxException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : new Class<?>[] {
            Provider.class, CpuClock.class, SecretMemory.class, StorageExtras.class, platform, natives
        }) {
            jars.add(location(type));
        }
        return jars;
    }

    /** Returns where a class was loaded from. */
    static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Returns the JDK that runs this, and others on this machine that refuse native access when told to (24 and later). */
    static Optional<Path> jdkThatCanRefuse() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> candidates = new ArrayList<>(List.of(own));
        String named = System.getProperty("jdk25.home", System.getenv("JAVA25_HOME"));
        if (named != null) {
            candidates.add(Path.of(named));
        }
        try (Stream<Path> neighbours = Files.list(own.toRealPath().getParent())) {
            neighbours.sorted().forEach(candidates::add);
        }
        return candidates.stream().filter(Launch::canRefuse).findFirst();
    }

    private static boolean canRefuse(Path jdk) {
        try {
            return Files.isExecutable(jdk.resolve("bin/java"))
                    && Files.readAllLines(jdk.resolve("release")).stream()
                            .anyMatch(line -> line.matches("JAVA_VERSION=\"(2[4-9]|[3-9][0-9])\\b.*"));
        } catch (IOException notAJdk) {
            return false;
        }
    }

    private static String run(Path jdk, List<String> paths, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(List.of(options));
        command.addAll(paths);
        command.add(ProbeMain.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + " of " + command + "\n" + output);
        }
        return output;
    }

    /** Returns where the tests are, also when they are patched into the module they test. */
    private static Path testClasses() throws URISyntaxException {
        URL own = ProbeMain.class.getResource("ProbeMain.class");
        Path file = Path.of(Objects.requireNonNull(own).toURI());
        int inside = Path.of(ProbeMain.class.getName().replace('.', '/')).getNameCount();
        return file.getRoot().resolve(file.subpath(0, file.getNameCount() - inside));
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
