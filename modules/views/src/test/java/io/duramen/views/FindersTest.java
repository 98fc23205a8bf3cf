// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Provider;
import io.duramen.views.spi.KeyCodecProvider;
import io.duramen.views.spi.ValueCodecProvider;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FindersTest {
    /** A value. */
    public record Tree(String name) {}

    @Test
    void allCodecsAreFoundByName() {
        assertEquals(
                List.of("utf-8", "signed-long", "uuid", "bytes", "unsigned-long"),
                KeyCodecs.all().stream().map(Provider::name).toList());
        assertEquals(
                List.of("utf-8", "bytes", "json"),
                ValueCodecs.all().stream().map(Provider::name).toList());
        KeyCodecProvider unsigned = KeyCodecs.named("unsigned-long").orElseThrow();
        assertEquals(KeyCodecs.unsignedLong(), unsigned.codec(Long.class));
        ValueCodecProvider json = ValueCodecs.named("json").orElseThrow();
        assertEquals("JSON", json.codec(JsonNode.class).form());
    }

    @Test
    void theBestCodecOfATypeIsTaken() {
        assertEquals(KeyCodecs.utf8(), KeyCodecs.best(String.class).orElseThrow());
        assertEquals(KeyCodecs.signedLong(), KeyCodecs.best(Long.class).orElseThrow());
        assertEquals(KeyCodecs.uuid(), KeyCodecs.best(UUID.class).orElseThrow());
        assertEquals(KeyCodecs.bytes(), KeyCodecs.best(byte[].class).orElseThrow());
        assertEquals(ValueCodecs.utf8(), ValueCodecs.best(String.class).orElseThrow());
        assertEquals(ValueCodecs.bytes(), ValueCodecs.best(byte[].class).orElseThrow());
        assertEquals("JSON of Tree", ValueCodecs.best(Tree.class).orElseThrow().form());
    }

    @Test
    void aTypeOfTheJdkThatNobodyWritesHasNoCodec() {
        assertFalse(KeyCodecs.best(Integer.class).isPresent());
        assertFalse(ValueCodecs.best(Object.class).isPresent());
        assertTrue(KeyCodecs.named("json").isEmpty());
    }
}
