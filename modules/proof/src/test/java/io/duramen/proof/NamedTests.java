// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests a page names, as {@code `module: Class.method`}. */
final class NamedTests {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAMED = Pattern.compile("`([a-z-]+): (\\w+)\\.(\\w+)`");

    private NamedTests() {}

    static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name)).replace("\r\n", "\n");
    }

    static boolean areIn(String text) {
        return NAMED.matcher(text).find();
    }

    /** Those that are named and not there. */
    static List<String> missing(String text) throws IOException {
        List<String> missing = new ArrayList<>();
        for (MatchResult named : NAMED.matcher(text).results().toList()) {
            if (!isTest(module(named.group(1)), named.group(2), named.group(3))) {
                missing.add(named.group());
            }
        }
        return missing;
    }

    private static Path module(String name) {
        Path module = ROOT.resolve("modules").resolve(name);
        return Files.isDirectory(module) ? module : ROOT.resolve(name);
    }

    private static boolean isTest(Path module, String type, String method) throws IOException {
        Pattern test =
                Pattern.compile("@(Test|ParameterizedTest)\\b(?:(?!@Test\\b|@ParameterizedTest\\b|;)[\\s\\S])*?\\bvoid "
                        + method + "\\(");
        if (!Files.isDirectory(module.resolve("src"))) {
            return false;
        }
        try (Stream<Path> sources = Files.walk(module.resolve("src"))) {
            for (Path source :
                    sources.filter(file -> file.endsWith(type + ".java")).toList()) {
                if (test.matcher(Files.readString(source)).find()) {
                    return true;
                }
            }
        }
        return false;
    }
}
