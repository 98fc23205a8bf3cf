// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Provider;
import io.duramen.views.json.JsonTolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide shows code that was compiled and run, and names what there is. */
class JsonViewsGuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/json-views.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/duramen/views/JsonViewsExamplesTest.java");

    @Test
    void everyExampleStandsInASourceThatIsTested() throws IOException {
        String sources = lines(Files.readString(EXAMPLES, UTF_8));
        List<String> examples = blocks();
        assertEquals(6, examples.size());
        for (String example : examples) {
            assertTrue(sources.contains(lines(example)), () -> "not in the tests:\n" + example);
        }
    }

    @Test
    void everyProviderAndToleranceIsNamed() throws IOException {
        String guide = Files.readString(GUIDE, UTF_8);
        for (JsonTolerance tolerance : JsonTolerance.values()) {
            assertTrue(guide.contains("`" + tolerance + "`"), tolerance::name);
        }
        List<Provider> providers = new ArrayList<>(KeyCodecs.all());
        providers.addAll(ValueCodecs.all());
        for (Provider provider : providers) {
            assertTrue(guide.contains("`" + provider.name() + "`"), provider::name);
        }
    }

    private static List<String> blocks() throws IOException {
        List<String> found = new ArrayList<>();
        String[] parts = Files.readString(GUIDE, UTF_8).split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            String[] block = parts[i].split("\n", 2);
            if (block[0].equals("java")) {
                found.add(block[1]);
            }
        }
        return found;
    }

    /** As lines without what a formatter may change. */
    private static String lines(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining()).replaceAll("\\s", "");
    }
}
