// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.util.HexFormat;
import tools.jackson.core.JsonGenerator;

/** Wrapped keys in the JSON body: five fields in the object of what they belong to. */
final class KeyJson {
    private static final HexFormat HEX = HexFormat.of();

    private KeyJson() {}

    static void write(JsonGenerator json, WrappedKey key) {
        json.writeNumberProperty("generation", key.generation());
        hex(json, "salt", key.salt());
        hex(json, "commitment", key.commitment());
        hex(json, "wrapSalt", key.wrapSalt());
        hex(json, "wrapped", key.wrapped());
    }

    static WrappedKey read(StrictJson json) throws MalformedKeyringException {
        return new WrappedKey(
                json.int64("generation"),
                json.hex("salt", WrappedKey.SALT_BYTES),
                json.hex("commitment", WrappedKey.COMMITMENT_BYTES),
                json.hex("wrapSalt", WrappedKey.SALT_BYTES),
                json.hex("wrapped", WrappedKey.WRAPPED_BYTES));
    }

    static void hex(JsonGenerator json, String name, byte[] bytes) {
        json.writeStringProperty(name, HEX.formatHex(bytes));
    }

    static void expect(StrictJson json, String name, String value) throws MalformedKeyringException {
        String found = json.text(name);
        if (!found.equals(value)) {
            throw new MalformedKeyringException("\"" + name + "\" is not \"" + value + "\"");
        }
    }
}
