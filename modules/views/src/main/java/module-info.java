// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Typed views of a state store: keys whose order the store keeps, values as text, JSON trees or records, and one byte form for
 * equal values.
 *
 * <p>Start with {@link io.duramen.views.View}; JSON is in {@link io.duramen.views.json}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.views {
    requires transitive io.duramen.commit;
    requires transitive tools.jackson.databind;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.views;
    exports io.duramen.views.json;
    exports io.duramen.views.spi;

    uses io.duramen.views.spi.KeyCodecProvider;
    uses io.duramen.views.spi.ValueCodecProvider;

    provides io.duramen.views.spi.KeyCodecProvider with
            io.duramen.views.builtin.Utf8KeysProvider,
            io.duramen.views.builtin.SignedLongKeysProvider,
            io.duramen.views.builtin.UnsignedLongKeysProvider,
            io.duramen.views.builtin.UuidKeysProvider,
            io.duramen.views.builtin.BytesKeysProvider;
    provides io.duramen.views.spi.ValueCodecProvider with
            io.duramen.views.builtin.Utf8ValuesProvider,
            io.duramen.views.builtin.BytesValuesProvider,
            io.duramen.views.builtin.JsonValuesProvider;
}
