// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The classes of a {@link PowerChild} in a file that JVMs map, written by one that rehearses: of the second a child lives, most
 * went into finding, checking and linking classes. A JVM that cannot write the file, or read it, does without.
 */
final class ChildArchive implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final Path file;
    private final List<String> words;

    private ChildArchive(Path file, List<String> words) {
        this.file = file;
        this.words = words;
    }

    /**
     * Has a child rehearse.
     *
     * @param java the words that start a child: the JVM, its flags, and the class
     * @param base where the file and, meanwhile, a store come to be
     * @param seed what the rehearsal's transactions follow from
     */
    static ChildArchive rehearsed(List<String> java, Path base, long seed) throws IOException, InterruptedException {
        Path file = base.resolve("classes.jsa");
        Path store = Files.createDirectories(base.resolve("rehearsal"));
        List<String> lean = withoutDirectories(java);
        List<String> words = with("-XX:ArchiveClassesAtExit=" + file, lean);
        words.addAll(List.of(store.toString(), String.valueOf(seed), PowerChild.REHEARSAL, "0"));
        Process rehearsal = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        rehearsal.destroyForcibly().waitFor();
        KillRuns.delete(store);
        boolean kept = ended && rehearsal.exitValue() == 0 && Files.exists(file);
        return new ChildArchive(file, kept ? with("-XX:SharedArchiveFile=" + file, lean) : List.copyOf(java));
    }

    /** The words that start a child. */
    List<String> words() {
        return List.copyOf(words);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** What a JVM has to say about the file goes where it does not look like what a child says. */
    private static List<String> with(String flag, List<String> java) {
        List<String> words = new ArrayList<>(java);
        words.addAll(1, List.of(flag, "-Xlog:disable", "-Xlog:all=error:stderr"));
        return words;
    }

    /** A class path without directories, whose classes no JVM keeps; if one is needed, the rehearsal fails. */
    private static List<String> withoutDirectories(List<String> java) {
        List<String> words = new ArrayList<>(java);
        int at = words.indexOf("-cp") + 1;
        if (at > 0) {
            words.set(
                    at,
                    Arrays.stream(words.get(at).split(File.pathSeparator, -1))
                            .filter(element -> !Files.isDirectory(Path.of(element)))
                            .collect(Collectors.joining(File.pathSeparator)));
        }
        return words;
    }
}
