// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildArchiveTest {
    @TempDir
    private Path temp;

    @Test
    void whereNoClassesCanBeKeptChildrenStartAsTheyWould() throws Exception {
        Path jvm = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> java = List.of(jvm.toString(), "-cp", temp.toString(), PowerChild.class.getName());

        try (ChildArchive archive = ChildArchive.rehearsed(java, temp, 1)) {
            assertEquals(java, archive.words());
        }

        try (Stream<Path> left = Files.list(temp)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
