// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Epochs in the JSON body of a keyring. */
final class EpochJson {
    private EpochJson() {}

    static void write(JsonGenerator json, Epoch epoch) {
        json.writeStartObject();
        json.writeNumberProperty("id", epoch.number());
        json.writeStringProperty("state", epoch.state().name());
        json.writeStringProperty("createdAt", epoch.createdAt().toString());
        Epoch.Closing closing = epoch.closing();
        if (closing != null) {
            json.writeStringProperty("closedAt", closing.at().toString());
            json.writeStringProperty("reason", closing.reason());
            write(json, closing);
        }
        WrappedKey key = epoch.key();
        if (key != null) {
            KeyJson.write(json, key);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Epoch.Closing closing) {
        if (!closing.lastSegments().isEmpty()) {
            json.writeArrayPropertyStart("lastSegments");
            new TreeMap<>(closing.lastSegments()).forEach((log, segment) -> {
                json.writeStartObject();
                json.writeStringProperty("log", log.toString());
                json.writeNumberProperty("segment", segment);
                json.writeEndObject();
            });
            json.writeEndArray();
        }
        if (closing.destroyedAt() != null) {
            json.writeStringProperty("destroyedAt", closing.destroyedAt().toString());
        }
    }

    static List<Epoch> read(List<StrictJson> array) throws MalformedKeyringException {
        List<Epoch> epochs = new ArrayList<>();
        for (StrictJson json : array) {
            epochs.add(read(json));
        }
        return epochs;
    }

    private static Epoch read(StrictJson json) throws MalformedKeyringException {
        int number = json.int32("id");
        java.time.Instant createdAt = json.instant("createdAt");
        Epoch.@Nullable Closing closing = json.has("closedAt") ? closing(json) : null;
        boolean destroyed = closing != null && closing.destroyedAt() != null;
        Epoch epoch = new Epoch(number, destroyed ? null : KeyJson.read(json), createdAt, closing);
        KeyJson.expect(json, "state", epoch.state().name());
        json.end();
        return epoch;
    }

    private static Epoch.Closing closing(StrictJson json) throws MalformedKeyringException {
        Map<UUID, Long> lastSegments = new TreeMap<>();
        if (json.has("lastSegments")) {
            for (StrictJson entry : json.objects("lastSegments")) {
                long segment = entry.int64("segment");
                if (lastSegments.put(entry.uuid("log"), segment) != null || segment < 0) {
                    throw new MalformedKeyringException("an epoch was closed twice for one log, or at no segment");
                }
                entry.end();
            }
        }
        return new Epoch.Closing(
                json.instant("closedAt"),
                json.text("reason"),
                lastSegments,
                json.has("destroyedAt") ? json.instant("destroyedAt") : null);
    }
}
