// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The distribution: that it is whole, that its scripts start what they should or say why not, and that it works. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DistIT {

    @TempDir
    Path directory;

    private final List<Path> links = new ArrayList<>();

    /** Else JUnit warns of links that lead out of its directory. */
    @AfterEach
    void removeLinks() throws IOException {
        for (Path link : links) {
            Files.delete(link);
        }
    }

    @Test
    void theZipHoldsTheFolder() throws Exception {
        assertEquals(contents(Tested.folder()), contents(Tested.unpacked()));
    }

    @Test
    void theFolderIsWhole() {
        for (String name : List.of(
                "bin/duramen",
                "bin/duramen.cmd",
                "duramen.jar",
                "duramen-crash.jar",
                "examples/packages/packages.jsonl",
                "LICENSE",
                "NOTICE",
                "README.md",
                "THIRD-PARTY.txt",
                "licenses/bcprov-jdk18on/META-INF/LICENSE.md")) {
            assertTrue(Files.isRegularFile(Tested.unpacked().resolve(name)), name);
        }
        assertTrue(Files.isExecutable(Tested.unpacked().resolve("bin/duramen")));
    }

    @Test
    void jarsAreAsTheirAuthorsPublishedThem() throws Exception {
        for (Path jar : Tested.jarsIn(lib())) {
            assertEquals(-1, Files.mismatch(jar, Tested.jarFolder().resolve(jar.getFileName())), jar.toString());
        }
    }

    @Test
    void theLauncherNamesEveryJarOfTheLibraryAndGrantsNativeAccess() throws Exception {
        Attributes manifest = manifest("duramen.jar");
        Set<String> named =
                new TreeSet<>(List.of(manifest.getValue("Class-Path").split(" ", -1)));
        assertEquals(
                Tested.jarsIn(lib()).stream()
                        .map(jar -> "lib/" + jar.getFileName())
                        .collect(Collectors.toCollection(TreeSet::new)),
                named);
        assertEquals("io.duramen.cli.Main", manifest.getValue("Main-Class"));
        assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
        assertEquals("ALL-UNNAMED", manifest("duramen-crash.jar").getValue("Enable-Native-Access"));
    }

    @Test
    void everyJarOfOthersIsNamedWithItsLicence() throws Exception {
        List<String> lines = Files.readAllLines(Tested.unpacked().resolve("THIRD-PARTY.txt"));
        Set<String> named = lines.stream()
                .dropWhile(line -> !line.startsWith("---"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(line -> line.split(" ", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Tested.jarsIn(lib()).stream()
                .map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*", ""))
                .filter(name -> !name.startsWith("duramen-"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, named);
    }

    @Test
    void aStoreLivesThroughTheScriptOnTheJdkOfTheseTests() throws Exception {
        aStoreLives(Jdk.own());
    }

    @Test
    void aStoreLivesThroughTheScriptOnAJdkThatRefusesNativeAccess() throws Exception {
        Optional<Jdk> jdk = Jdk.thatRefuses();
        assumeTrue(jdk.isPresent(), "no JDK 24 or later found; -Djdk25.home=DIRECTORY or JAVA25_HOME names one");
        aStoreLives(jdk.get());
    }

    private void aStoreLives(Jdk jdk) throws Exception {
        Path store = directory.resolve("store");
        assertTrue(duramen(jdk, "--version").succeed().startsWith("duramen " + Tested.version()));
        duramen(jdk, "init", store).succeed();
        duramen(jdk, "put", "heartwood", "lasts", store).succeed();
        assertEquals("lasts", duramen(jdk, "get", "heartwood", store).succeed().strip());
        String verified = duramen(jdk, "verify", store).succeed();
        assertFalse(verified.contains("WARNING"), verified);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theDoctorFindsNothingToMendAboutNativeAccess() throws Exception {
        Jdk newest = Jdk.thatRefuses().orElse(Jdk.own());
        String found = duramen(newest, "doctor", "--json")
                .with("DURAMEN_JAVA_OPTS", newest.feature() >= 24 ? "--illegal-native-access=deny" : "-Xmx256m")
                .succeed();
        assertEquals(
                3,
                found.split("\"name\":\"linux-jna\",\"priority\":10,\"available\":true,\"inUse\":true", -1).length - 1,
                found);
        // All that cannot be called are the other two systems.
        assertEquals(3, found.split("this is Linux, not Windows", -1).length - 1, found);
        assertEquals(3, found.split("this is Linux, not macOS", -1).length - 1, found);
        assertEquals(6, found.split("\"native-access\"", -1).length - 1, found);
    }

    @Test
    void theScriptIsFoundThroughALinkFromAnywhere() throws Exception {
        link(directory.resolve("a link"), script());
        Path second = link(directory.resolve("b"), Path.of("a link"));
        String said = Command.of(second, "--version")
                .with("JAVA_HOME", Jdk.own().home())
                .succeed();
        assertTrue(said.startsWith("duramen"), said);
    }

    @Test
    void anOldJavaIsNamedAndNotStarted() throws Exception {
        Path old = fakeJdk("JAVA_VERSION=\"11.0.2\"");
        String said = Command.of(script(), "--version").with("JAVA_HOME", old).exit(1);
        assertEquals("duramen: " + old + "/bin/java is Java 11; set JAVA_HOME to a Java 17 or later\n", said);
    }

    @Test
    void aJavaOfUnknownVersionIsAsked() throws Exception {
        Path silent = fakeJdk("IMPLEMENTOR=\"somebody\"");
        String said =
                Command.of(script(), "--version").with("JAVA_HOME", silent).exit(1);
        assertTrue(said.startsWith("duramen: cannot tell the version of " + silent + "/bin/java;"), said);
    }

    @Test
    void aJavaHomeWithoutAJavaIsNamed() throws Exception {
        String said =
                Command.of(script(), "--version").with("JAVA_HOME", directory).exit(1);
        assertTrue(said.startsWith("duramen: JAVA_HOME is " + directory + ", but there is no "), said);
    }

    @Test
    void noJavaAtAllIsSaid() throws Exception {
        String said = Command.of("/bin/sh", script(), "--version")
                .with("JAVA_HOME", "")
                .with("PATH", tools())
                .exit(1);
        assertEquals("duramen: no Java found; install Java 17 or later and set JAVA_HOME, or put it on PATH\n", said);
    }

    @Test
    void theLibraryIsAClassPathAndAModulePath() throws Exception {
        String java = Jdk.own().tool("java");
        String onClassPath = Command.of(java, "-cp", lib() + "/*", "io.duramen.cli.Main", "--version")
                .succeed();
        String onModulePath = Command.of(java, "-p", lib(), "-m", "io.duramen.cli/io.duramen.cli.Main", "--version")
                .succeed();
        assertTrue(onClassPath.startsWith("duramen " + Tested.version()), onClassPath);
        assertEquals(onClassPath, onModulePath);
    }

    @Test
    void theCommandMakesASealedStoreOnTheModulePathToo() throws Exception {
        Path store = directory.resolve("store");
        for (String words : List.of("init STORE", "verify STORE")) {
            Command command = Command.of(Stream.concat(
                            Stream.of(
                                    Jdk.own().tool("java"),
                                    "-p",
                                    lib().toString(),
                                    "-m",
                                    "io.duramen.cli/io.duramen.cli.Main"),
                            Stream.of(words.split(" ", -1)).map(word -> word.replace("STORE", store.toString())))
                    .toList());
            command.with("DURAMEN_PASSWORD", "correct horse battery staple").succeed();
        }
    }

    @Test
    void theCrashProgramsRunFromTheFolder() throws Exception {
        Path crashed = directory.resolve("crashed");
        String written = crash("write", crashed, "7", "--store", "--sealed", "--count", "100")
                .succeed();
        assertTrue(written.lines().toList().contains("ACK 100"), written);
        String found = crash("verify", crashed, "--store", "--sealed").succeed();
        assertTrue(found.lines().toList().contains("RANGE 1 100"), found);
    }

    private static Command crash(Object... words) {
        Path jar = Tested.unpacked().resolve("duramen-crash.jar");
        return Command.of(Stream.concat(Stream.of(Jdk.own().tool("java"), "-jar", jar), Stream.of(words))
                .toArray());
    }

    private Command duramen(Jdk jdk, Object... words) {
        return Command.of(Stream.concat(Stream.of(script()), Stream.of(words))
                        .map(Object::toString)
                        .toList())
                .with("JAVA_HOME", jdk.home())
                .with("DURAMEN_PASSWORD", "correct horse battery staple");
    }

    private static Path script() {
        return Tested.unpacked().resolve("bin/duramen");
    }

    private static Path lib() {
        return Tested.unpacked().resolve("lib");
    }

    private static Attributes manifest(String jar) throws IOException {
        try (JarFile file = new JarFile(Tested.unpacked().resolve(jar).toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    /** A JDK whose java says nothing. */
    private Path fakeJdk(String release) throws IOException {
        Path jdk = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
        Files.writeString(jdk.resolve("release"), release + "\n");
        Path java = Files.writeString(jdk.resolve("bin/java"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return jdk.toRealPath();
    }

    /** A directory of what the script uses, without a Java in it. */
    private Path tools() throws IOException {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "head")) {
            Path found = Stream.of("/usr/bin", "/bin")
                    .map(folder -> Path.of(folder, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            link(tools.resolve(tool), found);
        }
        return tools;
    }

    private Path link(Path from, Path to) throws IOException {
        links.add(from);
        return Files.createSymbolicLink(from, to);
    }

    private static Map<String, Long> contents(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sizes.put(folder.relativize(file).toString(), Files.size(file));
            }
        }
        return sizes;
    }
}
