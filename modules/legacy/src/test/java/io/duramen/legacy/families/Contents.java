// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.legacy.LegacyKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a store holds after an import. */
public final class Contents {
    private Contents() {}

    /** Values as text by key as text. */
    public static Map<String, String> of(StateView store) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (MerkleEntry entry : store.entries()) {
            String key = LegacyKeys.decode(entry.key());
            if (key == null) {
                throw new AssertionError("no text has such a key");
            }
            contents.put(key, new String(entry.value(), StandardCharsets.UTF_8));
        }
        return contents;
    }

    /** The same as a report writes it. */
    public static JsonNode json(StateView store) {
        Map<String, JsonText> values = new LinkedHashMap<>();
        of(store).forEach((key, value) -> values.put(key, new JsonText(value)));
        StringBuilder text = new StringBuilder();
        try {
            ReportText.write(values, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Fixtures.json(text.toString());
    }
}
