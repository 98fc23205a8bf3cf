// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import io.duramen.legacy.families.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What PluresDB and Phoenix left behind is reported field by field as the fixtures say. */
class PluresFixturesTest {
    @ParameterizedTest
    @ValueSource(strings = {"pluresdb/basic", "pluresdb/damaged", "pluresdb/bridge", "phoenix/snapshots"})
    @Tag("S3.46")
    @Tag("S3.47")
    void theReportHasExactlyTheExpectedFieldsAndValues(String fixture) throws IOException {
        Path directory = Fixtures.at(fixture);
        JsonNode expected = Fixtures.expected(directory);
        JsonNode found = report(directory, expected.get("format").asString());
        assertEquals(List.copyOf(expected.propertyNames()), List.copyOf(found.propertyNames()));
        ((ObjectNode) expected).remove("summary");
        assertTrue(((ObjectNode) found).remove("summary").isString());
        assertEquals(expected, found);
    }

    private static JsonNode report(Path directory, String format) {
        ImportFindings found = StoreImport.from(directory).format(format).examine();
        return Fixtures.json(Fixtures.report(found));
    }

    @Test
    @Tag("S3.46")
    void eachIsRecognisedByItsNames() {
        assertEquals("wal-segments", recognised("pluresdb/basic"));
        assertEquals("object-bridge", recognised("pluresdb/bridge"));
        assertEquals("kb-snapshot", recognised("phoenix/snapshots"));
    }

    private static String recognised(String fixture) {
        return StoreImport.from(Fixtures.at(fixture)).examine().format();
    }
}
