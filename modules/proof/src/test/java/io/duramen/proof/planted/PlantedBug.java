// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.planted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake somebody could make, as searches and replacements in source files, and the tests that must notice it.
 *
 * <pre>
 * what: a frame is acknowledged without having been forced
 * module: wal
 * file: io/duramen/wal/segmented/SegmentWriter.java
 * test: io.duramen.wal.segmented.CrashEverywhereTest#appendsAndRollsAndCheckpoints
 *
 * &lt;&lt;&lt;&lt;
 *         file.force(false);
 * ====
 * &gt;&gt;&gt;&gt;
 * </pre>
 *
 * @param name the resource's name without its ending
 * @param what what is wrong then
 * @param module the directory of the module
 * @param tests each {@code class#method}, one of which must fail
 * @param changes what is replaced by what
 */
record PlantedBug(String name, String what, String module, List<String> tests, List<Change> changes) {

    /** A text that occurs once in a source file, and what takes its place. */
    record Change(String file, String search, String replacement) {}

    /** Reads every bug there is, in the order of their names. */
    static List<PlantedBug> all() {
        try (var files = Files.list(Path.of(directory()))) {
            return files.filter(file -> file.toString().endsWith(".bug"))
                    .sorted()
                    .map(PlantedBug::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI directory() {
        return URI.create(String.valueOf(PlantedBug.class.getResource("/planted")));
    }

    private static PlantedBug read(Path file) {
        String name = file.getFileName().toString().replace(".bug", "");
        String what = "";
        String module = "";
        String source = "";
        List<String> tests = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        StringBuilder search = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (String line : lines(file)) {
            switch (line) {
                case "<<<<" -> text.setLength(0);
                case "====" -> {
                    search.setLength(0);
                    search.append(text);
                    text.setLength(0);
                }
                case ">>>>" ->
                    changes.add(new Change(
                            source,
                            search.toString().stripTrailing(),
                            text.toString().stripTrailing()));
                default -> text.append(line).append('\n');
            }
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("file:")) {
                source = value;
            } else if (line.startsWith("what:")) {
                what = value;
            } else if (line.startsWith("module:")) {
                module = value;
            } else if (line.startsWith("test:")) {
                tests.add(value);
            }
        }
        return new PlantedBug(name, what, module, List.copyOf(tests), List.copyOf(changes));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sources that are changed. */
    List<String> files() {
        return changes.stream().map(Change::file).distinct().toList();
    }

    /** Plants the bug in one of them. */
    String plantIn(String file, String source) {
        String planted = source.replace("\r\n", "\n");
        for (Change change : changes) {
            if (change.file().equals(file)) {
                planted = replaceOnce(change, planted);
            }
        }
        return planted;
    }

    private String replaceOnce(Change change, String source) {
        int at = source.indexOf(change.search());
        if (at < 0 || source.indexOf(change.search(), at + 1) >= 0) {
            throw new AssertionError("the bug " + name + " no longer applies: expected exactly once in " + change.file()
                    + ":\n" + change.search());
        }
        return source.substring(0, at)
                + change.replacement()
                + source.substring(at + change.search().length());
    }

    @Override
    public String toString() {
        return name;
    }
}
