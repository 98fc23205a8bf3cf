// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.builtin;

import io.duramen.base.Feature;
import io.duramen.views.ValueCodec;
import io.duramen.views.json.JsonCodec;
import io.duramen.views.spi.ValueCodecProvider;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Provides {@link JsonCodec}s of trees, and of records, enums and classes that are not the JDK's own. */
public final class JsonValuesProvider implements ValueCodecProvider {

    /** Creates the provider. */
    public JsonValuesProvider() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        return List.of(Feature.supported("canonical-json", "properties in order, numbers exact, strict"));
    }

    @Override
    public boolean supports(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isInterface()
                && !type.getName().startsWith("java.");
    }

    @Override
    @SuppressWarnings("unchecked") // the types are compared
    public <V> ValueCodec<V> codec(Class<V> type) {
        if (!supports(type)) {
            throw new IllegalArgumentException(
                    "json writes trees, records, enums and classes that are not the JDK's own, not " + type.getName());
        }
        return type == JsonNode.class ? (ValueCodec<V>) JsonCodec.tree() : JsonCodec.of(type);
    }
}
