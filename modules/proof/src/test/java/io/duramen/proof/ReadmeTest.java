// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's snippets compile and do what they say, in a directory of their own; its links lead somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @TempDir
    private Path directory;

    @Test
    void theSnippetsPrintWhatTheyPromise() throws Exception {
        List<String> printed = new ArrayList<>();
        Matcher snippets = SNIPPET.matcher(Files.readString(ROOT.resolve("README.md")));
        while (snippets.find()) {
            printed.add(run("Snippet" + printed.size(), snippets.group(1)));
        }
        assertEquals(List.of("1 true\n", "1 started\n"), printed);
    }

    @Test
    @Tag("S3.16")
    @Tag("S3.66")
    void theLogGuidesExamplePrintsWhatItPromises() throws Exception {
        String guide = Files.readString(ROOT.resolve("docs/guide/write-ahead-log.md"));
        Matcher snippet = SNIPPET.matcher(guide);
        assertTrue(snippet.find());
        Matcher promised = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertTrue(promised.find());
        assertEquals(promised.group(1), run("Guide", snippet.group(1)));
    }

    @Test
    void everyLinkOfTheReadmeAndTheDocsLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(p -> p.toString().endsWith(".md")).forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                if (!Files.exists(page.resolveSibling(links.group(1)))) {
                    broken.add(ROOT.relativize(page) + ": " + links.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private String run(String name, String body) throws Exception {
        Path source = directory.resolve(name + ".java");
        Files.writeString(source, """
                import static java.nio.charset.StandardCharsets.UTF_8;

                import io.duramen.commit.*;
                import io.duramen.commit.merkle.*;
                import io.duramen.seal.*;
                import io.duramen.wal.*;
                import io.duramen.wal.spi.*;
                import java.nio.ByteBuffer;
                import java.nio.file.Path;

                public class %s {
                    public static void main(String[] args) {
                %s
                    }
                }
                """.formatted(name, body));
        compile(source);
        String classPath = directory + System.getProperty("path.separator") + System.getProperty("java.class.path");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, name)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
            boolean good = compiler.getTask(problems, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertTrue(good, problems::toString);
        }
    }
}
