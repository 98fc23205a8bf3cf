// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.demo.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command in a process of its own, under limits that cannot be put on this one. */
record Fork(int exit, String out, String err) {

    /**
     * Runs it through a shell.
     *
     * @param temp for its output
     * @param before shell words to put before it, for instance {@code ulimit -f 1; exec}
     * @param args its arguments
     */
    static Fork run(Path temp, String before, Object... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(JavaCommand.ofThisProcess());
        words.add(1, "-XX:-UsePerfData"); // whose file a limit of file sizes would hit first
        Arrays.stream(args).map(Object::toString).forEach(words::add);
        String line = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Path out = Files.createTempFile(temp, "out", "");
        Path err = Files.createTempFile(temp, "err", "");
        Process process = new ProcessBuilder("bash", "-c", before + " " + line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exit = process.waitFor();
        return new Fork(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
