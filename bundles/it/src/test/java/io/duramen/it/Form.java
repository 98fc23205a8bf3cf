// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.launch.Framework;

/** A form in which Java loads the application. */
enum Form {
    CLASS_PATH("class path", "start Java with --enable-native-access=ALL-UNNAMED") {
        @Override
        List<String> arguments(Path directory, Access access) {
            List<Path> path = new ArrayList<>(Tested.jars());
            path.add(Tested.application());
            return command(access == Access.GRANTED, "ALL-UNNAMED", "-cp", Command.path(path), MAIN, store(directory));
        }
    },
    MODULE_PATH("module path", "start Java with --enable-native-access=com.sun.jna") {
        @Override
        List<String> arguments(Path directory, Access access) {
            String path = Command.path(List.of(Tested.jarFolder(), Tested.application()));
            return command(access == Access.GRANTED, "com.sun.jna", "-p", path, "-m", MODULE_MAIN, store(directory));
        }
    },
    PLUGIN_LAYER("plug-in layer", "ModuleLayer.Controller.enableNativeAccess for module com.sun.jna") {
        @Override
        List<String> arguments(Path directory, Access access) {
            // Only who has native access may pass it on; and on the command line there is no module of this layer to
            // name.
            List<String> words = command(
                    access == Access.GRANTED,
                    "ALL-UNNAMED",
                    "-cp",
                    Tested.location(LayerHost.class).toString(),
                    LayerHost.class.getName(),
                    access == Access.GRANTED ? "grant" : "keep",
                    store(directory));
            words.add(Tested.application().toString());
            Tested.jars().forEach(jar -> words.add(jar.toString()));
            return words;
        }
    },
    FELIX("Felix, injected services", "start Java with --enable-native-access=ALL-UNNAMED") {
        @Override
        List<String> arguments(Path directory, Access access) {
            List<Path> path = List.of(Tested.location(FelixHost.class), Tested.location(Framework.class));
            List<String> words = command(
                    access == Access.GRANTED,
                    "ALL-UNNAMED",
                    "-cp",
                    Command.path(path),
                    FelixHost.class.getName(),
                    directory.resolve("cache").toString(),
                    store(directory));
            bundles().forEach(jar -> words.add(jar.toString()));
            return words;
        }

        @Override
        List<String> options(Jdk jdk) {
            // Felix itself still uses what JDK 24 and later warn of (FELIX-6759).
            return jdk.feature() >= Jdk.FIRST_THAT_REFUSES
                    ? List.of("--sun-misc-unsafe-memory-access=allow")
                    : List.of();
        }
    },
    IMAGE("jlink image", "start Java with --enable-native-access=com.sun.jna") {
        @Override
        List<String> arguments(Path directory, Access access) {
            return command(access == Access.GRANTED, "com.sun.jna", "-m", MODULE_MAIN, store(directory));
        }

        @Override
        Path java(Jdk jdk) throws Exception {
            Path image = image(jdk);
            if (!Files.exists(image)) {
                link(jdk, image);
            }
            return image.resolve("bin/java");
        }
    };

    /** The application's module. */
    static final String MODULE = "io.duramen.it";

    private static final String MAIN = MODULE + ".app.LoadingMain";
    private static final String MODULE_MAIN = MODULE + "/" + MAIN;

    private final String words;
    private final String remedy;

    Form(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** Returns the words behind {@code java} that run the application. */
    abstract List<String> arguments(Path directory, Access access);

    /** Returns what this form needs of the JVM, whatever native access it has. */
    List<String> options(Jdk jdk) {
        return List.of();
    }

    /** Returns the program that runs it. */
    Path java(Jdk jdk) throws Exception {
        return Path.of(jdk.tool("java"));
    }

    /** Returns what is advised in this form to a user whose JVM refuses native access. */
    String remedy() {
        return remedy;
    }

    /** Runs the application in an empty directory and returns what it prints. */
    String run(Jdk jdk, Access access, Path directory) throws Exception {
        List<String> words = new ArrayList<>();
        words.add(java(jdk).toString());
        words.addAll(options(jdk));
        if (access != Access.UNTOLD) {
            words.add("--illegal-native-access=deny");
        }
        words.addAll(arguments(directory, access));
        Files.createDirectory(directory.resolve("store"));
        return Command.of(words).succeed();
    }

    @Override
    public String toString() {
        return words;
    }

    /** The bundles of the application, in the order in which they are started: the mediator before those it registers. */
    static List<Path> bundles() {
        List<Path> bundles = new ArrayList<>(Tested.container());
        bundles.addAll(Tested.jars());
        bundles.removeAll(platformsOfOthers());
        bundles.add(Tested.application());
        return bundles;
    }

    /** The bundles of other operating systems, which do not resolve here. */
    static List<Path> platformsOfOthers() {
        String own = "duramen-platform-" + Tested.operatingSystem() + "-";
        return Tested.jars().stream()
                .filter(jar -> jar.getFileName().toString().startsWith("duramen-platform-"))
                .filter(jar -> !jar.getFileName().toString().startsWith(own))
                .toList();
    }

    /** Where the image of a JDK is. */
    static Path image(Jdk jdk) {
        return Tested.target().resolve("image-" + jdk.feature());
    }

    private static void link(Jdk jdk, Path image) throws Exception {
        Command.of(
                        jdk.tool("jlink"),
                        // bcprov is signed; a signature does not survive in an image, and jlink wants to hear that this
                        // is known.
                        "--ignore-signing-information",
                        "-p",
                        Command.path(List.of(Tested.jarFolder(), Tested.application())),
                        // Providers are named: --bind-services would take the whole JDK.
                        "--add-modules",
                        MODULE + ",io.duramen.platform.linux",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        image)
                .succeed();
    }

    private static String store(Path directory) {
        return directory.resolve("store").toString();
    }

    private static List<String> command(boolean granted, String to, String... words) {
        List<String> all = new ArrayList<>();
        if (granted) {
            all.add("--enable-native-access=" + to);
        }
        all.addAll(List.of(words));
        return all;
    }
}
