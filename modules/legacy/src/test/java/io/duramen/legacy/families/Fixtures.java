// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Directories as the predecessors left them, with what a correct reader finds in them. */
public final class Fixtures {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    private Fixtures() {}

    /** The directory of a fixture, for instance {@code aethel/mixed}. It is not to be written to. */
    public static Path at(String name) {
        URL expected = Fixtures.class.getResource("/" + name + "/expected.json");
        assertNotNull(expected, name);
        try {
            return Path.of(expected.toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A copy of a fixture that may be written to. */
    public static Path copy(String name, Path into) throws IOException {
        Path from = at(name);
        Path to = into.resolve(name.substring(name.lastIndexOf('/') + 1));
        for (Path each : files(from)) {
            Path target = to.resolve(from.relativize(each).toString());
            Files.createDirectories(target.getParent());
            Files.copy(each, target);
        }
        return to;
    }

    /** Everything below a directory that is no directory itself, in order. */
    public static List<Path> files(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a directory looks like, to see that nothing in it was changed. */
    public static Map<String, String> digests(Path directory) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.toList()) {
                String digest = Files.isDirectory(path) ? "directory" : sha256(Files.readAllBytes(path));
                digests.put(
                        directory.relativize(path).toString(),
                        digest + " " + Files.getLastModifiedTime(path).toMillis());
            }
        }
        return digests;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    public static JsonNode expected(Path directory) throws IOException {
        return json(Files.readString(directory.resolve("expected.json")));
    }

    /** What an import would report. */
    public static String report(ImportFindings found) {
        StringBuilder text = new StringBuilder();
        try {
            found.writeJson(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    /** Checks that a report has exactly the expected fields in their order, and but for the summary the same values. */
    public static void assertReportIsAsExpected(Path directory) throws IOException {
        JsonNode expected = expected(directory);
        String format = expected.get("format").stringValue();
        JsonNode found = json(report(StoreImport.from(directory).format(format).examine()));
        assertEquals(names(expected), names(found));
        ((ObjectNode) expected).remove("summary");
        String summary = ((ObjectNode) found).remove("summary").stringValue();
        assertEquals(expected, found, () -> summary);
    }

    private static List<String> names(JsonNode object) {
        return new ArrayList<>(object.propertyNames());
    }
}
