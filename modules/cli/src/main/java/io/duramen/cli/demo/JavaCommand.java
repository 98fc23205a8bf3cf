// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.Main;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of another JVM like this one: same Java, same code, same grants. */
public final class JavaCommand {
    private static final List<String> KEPT = List.of(
            "--enable-native-access",
            "--illegal-native-access",
            "--add-modules",
            "--sun-misc-unsafe-memory-access",
            "-Djna.",
            "-Djava.io.tmpdir",
            "-Xmx");

    private JavaCommand() {}

    /**
     * Returns the words that start {@link Main}, to be followed by its arguments.
     *
     * @return the command line
     */
    public static List<String> ofThisProcess() {
        return ofThisProcess(Main.class);
    }

    /**
     * Returns the words that start a class of this module, to be followed by its arguments.
     *
     * @param main the class with the main method
     * @return the command line
     */
    public static List<String> ofThisProcess(Class<?> main) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // it lives for seconds: half the time to start
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> KEPT.stream().anyMatch(argument::startsWith))
                .forEach(words::add);
        Module module = main.getModule();
        String modulePath = System.getProperty("jdk.module.path");
        if (!module.isNamed()) {
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        } else {
            if (modulePath != null) {
                words.addAll(List.of("-p", modulePath));
            }
            words.addAll(List.of("-m", module.getName() + "/" + main.getName()));
        }
        return words;
    }
}
