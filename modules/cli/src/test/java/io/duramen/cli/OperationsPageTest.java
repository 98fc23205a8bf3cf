// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows the page on operations, command after command, sees what stands there; and no error is left out. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "operations.md");
    private static final List<String> MODULES = List.of("wal", "commit", "seal", "audit", "cli");
    private static final Pattern CODE = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)\"");

    @TempDir
    private Path root;

    @Test
    @Tag("S3.63")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the page's commands beside duramen are those of a POSIX shell")
    void everyProcedureDoesWhatThePageShows() throws IOException {
        for (String directory : List.of("backup", "etc/duramen", "mnt/other", "mnt/new", "var/lib")) {
            Files.createDirectories(root.resolve(directory));
        }
        int run = new ConsolePage(root.toRealPath()).run(PAGE);
        assertTrue(run >= 40, "only " + run + " commands");
    }

    @Test
    @Tag("S3.63")
    void everyErrorHasItsRow() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = new ArrayList<>();
        for (String code : codes()) {
            if (!page.contains("`" + code + "`")) {
                missing.add(code);
            }
        }
        assertEquals(List.of(), missing);
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(file -> file.toString().endsWith("Exception.java"))
                        .toList()) {
                    CODE.matcher(Files.readString(file)).results().forEach(found -> codes.add(found.group(1)));
                }
            }
        }
        for (StorageException.Kind kind : StorageException.Kind.values()) {
            codes.add("STORAGE_" + kind);
        }
        return codes;
    }
}
