// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes {@code docs/traceability.md}: which tests show which requirement of {@code docs/requirements.md}, by the tags in the
 * sources of the tests and, for faults and settled questions, by the rows of {@code docs/faults.md}. Needs nothing but a JDK,
 * so that it also runs where nothing is built:
 *
 * <pre>
 * java modules/proof/src/main/java/io/duramen/proof/Traceability.java
 * </pre>
 */
public final class Traceability {

    /** How the page is written anew, from the root of the repository. */
    public static final String COMMAND = "java modules/proof/src/main/java/io/duramen/proof/Traceability.java";

    private static final Pattern REQUIREMENT = Pattern.compile("- ([SKF]\\d[0-9.]*) (.*)");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]+)\"\\)");
    private static final Pattern TYPE = Pattern.compile("^(?:public |abstract |final )*class (\\w+).*");
    private static final Pattern METHOD = Pattern.compile("^ +(?:public )?void (\\w+)\\(.*");

    private static final Pattern ROW = Pattern.compile("\\| ([FK]\\d+) \\|.*\\|([^|]+)\\|");
    private static final Pattern NAMED = Pattern.compile("`([a-z-]+: \\w+\\.\\w+)`");

    private final Path root;
    private final Map<String, String> requirements = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> tests = new TreeMap<>();

    private Traceability(Path root) {
        this.root = root;
    }

    /**
     * Writes the page.
     *
     * @param args the root of the repository; the current directory unless given
     * @throws IOException if a source cannot be read or the page cannot be written
     */
    public static void main(String... args) throws IOException {
        Path root = Path.of(args.length > 0 ? args[0] : "");
        Path page = page(root);
        Files.writeString(page, generate(root));
        System.out.println("wrote " + page);
    }

    /**
     * Returns where the page is.
     *
     * @param root the root of the repository
     * @return the file
     */
    public static Path page(Path root) {
        return root.resolve("docs").resolve("traceability.md");
    }

    /**
     * Makes the page.
     *
     * @param root the root of the repository
     * @return its text
     * @throws IOException if a source cannot be read
     * @throws IllegalStateException if a tag names no requirement
     */
    public static String generate(Path root) throws IOException {
        Traceability traceability = new Traceability(root);
        traceability.readRequirements();
        traceability.readTests();
        traceability.readFaults();
        return traceability.text();
    }

    private void readRequirements() throws IOException {
        for (String line : Files.readAllLines(root.resolve("docs").resolve("requirements.md"))) {
            Matcher requirement = REQUIREMENT.matcher(line);
            if (requirement.matches()) {
                requirements.put(requirement.group(1), requirement.group(2).replaceAll(" -> .*", ""));
            }
        }
    }

    private void readTests() throws IOException {
        for (Path module : modules()) {
            for (String part : List.of("src/test/java", "src/main/java")) {
                Path sources = module.resolve(part);
                if (Files.isDirectory(sources) && (part.contains("test") || module.endsWith("contract"))) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                                .sorted()
                                .toList()) {
                            readTags(module.getFileName().toString(), Files.readAllLines(file));
                        }
                    }
                }
            }
        }
    }

    /** Every directory with sources, wherever it lies. */
    private List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.find(root, 4, (file, is) -> file.endsWith("pom.xml"))) {
            return files.map(pom -> pom.toAbsolutePath().getParent()).sorted().toList();
        }
    }

    /** Tags stand before what they belong to: the test, or the class and so each test in it. */
    private void readTags(String module, List<String> lines) {
        String type = "";
        List<String> ofType = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        boolean quoted = false;
        for (String line : lines) {
            if (line.contains("\"\"\"")) {
                quoted = !quoted; // a text block, in this project never begun and ended in one line
            } else if (quoted) {
                continue;
            }
            Matcher tag = TAG.matcher(line);
            while (tag.find()) {
                pending.add(tag.group(1));
            }
            Matcher opened = TYPE.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (opened.matches()) {
                type = opened.group(1);
                ofType = List.copyOf(pending);
                pending.clear();
            } else if (method.matches()) {
                for (String id :
                        Stream.concat(ofType.stream(), pending.stream()).toList()) {
                    add(id, module + ": " + type + "." + method.group(1));
                }
                pending.clear();
            }
        }
    }

    private void readFaults() throws IOException {
        Path page = root.resolve("docs").resolve("faults.md");
        for (String line : Files.exists(page) ? Files.readAllLines(page) : List.<String>of()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                NAMED.matcher(row.group(2)).results().forEach(test -> add(row.group(1), test.group(1)));
            }
        }
    }

    private void add(String id, String test) {
        if (!requirements.containsKey(id)) {
            throw new IllegalStateException(test + " is tagged " + id + ", which docs/requirements.md does not know");
        }
        tests.computeIfAbsent(id, none -> new TreeSet<>()).add(test);
    }

    private String text() {
        StringBuilder text = new StringBuilder("""
                <!--
                  SPDX-FileCopyrightText: The Duramen authors
                  SPDX-License-Identifier: Apache-2.0
                -->
                # Traceability

                Which tests show which [requirement](requirements.md). Generated from the tags of the tests and from [faults.md](faults.md); do not edit. After a change of any of them:

                ```
                """).append(COMMAND).append("\n```\n");
        for (String area : List.of("S1", "S2", "S3", "S4", "S5", "K", "F")) {
            List<String> ids = requirements.keySet().stream()
                    .filter(id -> id.startsWith(area))
                    .toList();
            long shown = ids.stream().filter(tests::containsKey).count();
            text.append("\n## ")
                    .append(area)
                    .append(": ")
                    .append(shown)
                    .append(" of ")
                    .append(ids.size())
                    .append("\n\n");
            text.append("| | requirement | shown by |\n|---|---|---|\n");
            ids.forEach(id -> text.append("| ")
                    .append(id)
                    .append(" | ")
                    .append(cell(requirements.getOrDefault(id, "")))
                    .append(" | ")
                    .append(shownBy(id))
                    .append(" |\n"));
        }
        return text.toString();
    }

    private String shownBy(String id) {
        return tests.containsKey(id) ? "`" + String.join("`<br>`", tests.get(id)) + "`" : "not yet";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
