// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.planted;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The sources of a module, compiled apart from its jar together with its tests. */
final class SourceTree {
    private final Path sources;
    private final Path classes;

    private SourceTree(Path sources, Path classes) {
        this.sources = sources;
        this.classes = classes;
    }

    /** Compiles a module as it is, tests included. */
    static SourceTree compiled(String module, Path into) {
        Path sources = Path.of("..", module, "src");
        Path classes = into.resolve(module);
        List<Path> files = new ArrayList<>();
        for (String part : List.of("main/java", "test/java")) {
            files.addAll(javaFiles(sources.resolve(part)));
        }
        compile(files, classes, "");
        copyResources(sources.resolve("test/resources"), classes);
        return new SourceTree(sources, classes);
    }

    Path classes() {
        return classes;
    }

    /** Compiles the sources a bug is planted in; the result goes before {@link #classes} on a class path. */
    Path compiledWith(PlantedBug bug, Path into) {
        List<Path> planted = new ArrayList<>();
        for (String file : bug.files()) {
            Path target = into.resolve("src").resolve(file);
            try {
                Files.createDirectories(target.getParent());
                Files.writeString(
                        target,
                        bug.plantIn(
                                file,
                                Files.readString(sources.resolve("main/java").resolve(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            planted.add(target);
        }
        compile(planted, into.resolve("classes"), classes + java.io.File.pathSeparator);
        return into.resolve("classes");
    }

    private static void compile(List<Path> files, Path into, String before) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("these tests need a JDK, and this is only a runtime");
        }
        StringWriter complaints = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-nowarn",
                "-g",
                "-d",
                into.toString(),
                "-cp",
                before + System.getProperty("java.class.path"));
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(into);
            if (!compiler.getTask(complaints, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call()) {
                throw new AssertionError("does not compile:\n" + complaints);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> javaFiles(Path directory) {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyResources(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
