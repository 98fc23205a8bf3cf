// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process to start. What it prints to either stream is returned when it ends. */
final class Command {
    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>();

    private Command(List<String> words) {
        this.words = words;
    }

    static Command of(List<String> words) {
        return new Command(List.copyOf(words));
    }

    static Command of(Object... words) {
        List<String> all = new ArrayList<>();
        for (Object word : words) {
            all.add(word.toString());
        }
        return new Command(all);
    }

    /** Sets a variable of the process's environment. */
    Command with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Runs it, which must succeed, and returns what it prints. */
    String succeed() throws Exception {
        return exit(0);
    }

    /** Runs it, which must end with a code, and returns what it prints. */
    String exit(int code) throws Exception {
        Process process = start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), () -> words + "\n" + output);
        return output;
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        // Options meant for the JVM of these tests are not meant for this one.
        builder.environment()
                .keySet()
                .removeIf(name -> name.equals("JAVA_TOOL_OPTIONS") || name.equals("JDK_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    @Override
    public String toString() {
        return words.toString();
    }

    /** Joins paths as java's options want them. */
    static String path(List<Path> elements) {
        return String.join(
                java.io.File.pathSeparator,
                elements.stream().map(Path::toString).toList());
    }
}
