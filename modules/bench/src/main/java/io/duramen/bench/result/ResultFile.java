// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results and outcomes as JSON. */
public final class ResultFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper LINE = JsonMapper.builder().build();

    private ResultFile() {}

    /**
     * Writes a value.
     *
     * @param file where to
     * @param value a record of this package
     */
    public static void write(Path file, Object value) {
        (value instanceof Result || value instanceof StateResult || value instanceof SealResult ? JSON : LINE)
                .writeValue(file.toFile(), value);
    }

    /**
     * Tells whether a result was measured of stores, not of logs.
     *
     * @param file a {@link Result} or a {@link StateResult}
     * @return whether
     */
    public static boolean isOfStores(Path file) {
        return StateResult.FORMAT.equals(format(file));
    }

    /**
     * Tells whether a result was measured of sealing.
     *
     * @param file any result
     * @return whether
     */
    public static boolean isOfSealing(Path file) {
        return SealResult.FORMAT.equals(format(file));
    }

    private static String format(Path file) {
        return JSON.readTree(file.toFile()).path("format").asString();
    }

    /**
     * Reads a value.
     *
     * @param file where from
     * @param type what it is
     * @return the value
     * @param <T> what it is
     */
    public static <T> T read(Path file, Class<T> type) {
        return JSON.readValue(file.toFile(), type);
    }
}
