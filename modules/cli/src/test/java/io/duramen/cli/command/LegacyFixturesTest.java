// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.legacy.StoreImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code duramen import --from FORMAT DIR --dry-run --json} of whatever a predecessor left, against what a correct reader
 * finds in it.
 */
class LegacyFixturesTest {
    private static final Path FIXTURES = Path.of("..", "legacy", "src", "test", "resources");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    /** What is never told. */
    private static final List<String> SECRETS = List.of("password", "wrong_password", "derived_key_hex");

    /** Every fixture but the vectors of the roots, which are no directory of anybody's. */
    static List<String> fixtures() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files.filter(file -> file.endsWith("expected.json"))
                    .map(file ->
                            FIXTURES.relativize(file.getParent()).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("aethel/merkle-vectors"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    @Tag("S3.46")
    @Tag("S3.47")
    void aDryRunTellsExactlyTheFieldsAndValuesExpectedOfEachFamily(String fixture) throws IOException {
        Path source = FIXTURES.resolve(fixture);
        ObjectNode expected = (ObjectNode) JSON.readTree(Files.readString(source.resolve("expected.json")));
        Map<String, String> before = Tree.of(source);
        Shell shell = new Shell();
        if (expected.has("password")) {
            shell.with(LegacyOptions.SOURCE_VARIABLE, expected.get("password").stringValue());
        }
        String format = expected.get("format").stringValue();

        int exit = shell.run("import", "--from", format, source, "--dry-run", "--json");

        ObjectNode told = (ObjectNode) JSON.readTree(shell.out());
        assertEquals(List.copyOf(expected.propertyNames()), List.copyOf(told.propertyNames()));
        for (String secret : SECRETS) {
            if (expected.has(secret)) {
                expected.putNull(secret);
            }
        }
        expected.remove("summary");
        assertTrue(told.remove("summary").isString());
        assertEquals(expected, told);
        JsonNode refused = expected.path("final_state");
        assertEquals(refused.isNull() ? ExitCode.DAMAGE : ExitCode.FINE, exit, shell.err());
        assertEquals(before, Tree.of(source));
    }

    @Test
    void noFamilyIsLeftOut() throws IOException {
        Set<String> formats = new TreeSet<>();
        for (String fixture : fixtures()) {
            formats.add(JSON.readTree(Files.readString(FIXTURES.resolve(fixture).resolve("expected.json")))
                    .get("format")
                    .stringValue());
        }
        Set<String> known = new TreeSet<>(StoreImport.formats());
        known.remove("store-export"); // our own
        assertEquals(known, formats);
    }
}
