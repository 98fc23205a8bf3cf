// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every piece of Java on a page of the guide or of the formats compiles against the modules as they are. What it uses without
 * declaring it, a store, a key, a directory, stands in {@code guides/Given.java}.
 */
class GuideExamplesTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Path GIVEN = Path.of("src/test/resources/guides/Given.java");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```");

    /** Their examples stand in sources that run, as MonitoringGuideTest and others of its kind see to. */
    private static final List<String> RUN_ELSEWHERE =
            List.of("monitoring.md", "crash-testing.md", "reading.md", "json-views.md", "cpu-accounting.md");

    @TempDir
    private Path directory;

    @Test
    @Tag("S1.78")
    @Tag("S3.65")
    void everyExampleCompiles() throws IOException {
        List<Path> examples = new ArrayList<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page).replace("\r\n", "\n"));
            while (block.find()) {
                String example = block.group(1);
                if (example.startsWith("module ")) {
                    Path module = Files.createDirectory(directory.resolve("module" + examples.size()));
                    Path descriptor = Files.writeString(module.resolve("module-info.java"), example);
                    assertEquals("", problems(module, List.of(descriptor), "--module-path", modules()), page::toString);
                } else if (!isForLaterJdk(example)) {
                    examples.add(write(name(page) + examples.size(), example));
                }
            }
        }
        assertEquals("", problems(directory, examples, "-cp", System.getProperty("java.class.path")));
        assertTrue(examples.size() >= 18, () -> "only " + examples.size() + " examples");
    }

    private static String name(Path page) {
        return page.getFileName().toString().replaceAll("[^a-z]", "_");
    }

    private static boolean isForLaterJdk(String example) {
        return example.contains("JDK 22 and later") && Runtime.version().feature() < 22;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> guide = Files.list(DOCS.resolve("guide"));
                Stream<Path> formats = Files.list(DOCS.resolve("formats"))) {
            return Stream.concat(guide, formats)
                    .filter(page -> !RUN_ELSEWHERE.contains(page.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private Path write(String name, String example) throws IOException {
        String whole = example.replace("{ ... }", "{}").replace("{ … }", "{}").replaceAll("(?m)^…$", "");
        boolean isType =
                Pattern.compile("(?m)^public final class ").matcher(whole).find();
        return Files.writeString(
                directory.resolve(name + ".java"),
                Files.readString(GIVEN)
                        .replace("EXAMPLE", name)
                        .replace("// METHOD", isType ? "" : whole)
                        .replace("// TYPE", isType ? whole : ""));
    }

    private static String problems(Path output, List<Path> sources, String option, String path) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-d", output.toString(), option, path, "-proc:none", "-nowarn");
            boolean good = compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            return good ? "" : problems.toString();
        }
    }

    /** Of the class path what has a descriptor: the modules, and the annotations in their signatures. */
    private static String modules() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Files.exists(Path.of(entry, "module-info.class"))
                        || entry.matches(".*(?:duramen|jspecify).*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
