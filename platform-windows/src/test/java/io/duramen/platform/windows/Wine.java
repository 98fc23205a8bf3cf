// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A Windows JVM on this Linux: the Java of a Windows distribution, run by Wine. */
final class Wine {
    private final Path java = Path.of(property("duramen.windows.jre"), "bin", "java.exe");
    private final String prefix = property("duramen.wine.prefix");
    private final String wine;

    /** Finds Wine, or installs it where that may be done. */
    Wine() throws IOException, InterruptedException {
        Process prepare = new ProcessBuilder("src/wine/prepare.sh", property("duramen.wine.version"), prefix)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        wine = new String(prepare.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (prepare.waitFor() != 0) {
            throw new IllegalStateException("no Wine: see what src/wine/prepare.sh said above");
        }
    }

    /** Runs a main class of the class path of these tests and returns the lines it prints. */
    List<String> run(Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                wine,
                java.toString(),
                "-Dfile.encoding=UTF-8",
                "-Xshare:auto",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(Wine::asWindowsSeesIt)
                        .collect(Collectors.joining(";")),
                main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("WINEPREFIX", prefix);
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().remove("DISPLAY");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new AssertionError("exit code " + exit + " of " + command + "\n" + output);
        }
        return output.lines().map(String::strip).toList();
    }

    /** Wine shows the root of this system as drive Z. */
    static String asWindowsSeesIt(String path) {
        return "Z:" + Path.of(path).toAbsolutePath().toString().replace('/', '\\');
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("run by ./mvnw -Pwindows verify, which sets " + name);
        }
        return value;
    }
}
