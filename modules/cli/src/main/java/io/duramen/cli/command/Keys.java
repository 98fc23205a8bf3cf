// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.commit.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys and values as people write them: text stands for its UTF-8 bytes. */
final class Keys {
    private Keys() {}

    static byte[] of(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > StateStore.MAX_KEY_BYTES) {
            throw CommandException.failed(
                    "KEY_LENGTH",
                    "the key has " + bytes.length + " bytes",
                    Map.of("expected", "1 to " + StateStore.MAX_KEY_BYTES + " bytes of UTF-8", "found", bytes.length),
                    "choose another key");
        }
        return bytes;
    }

    /** Returns bytes as text, or {@code null} if they are not UTF-8. */
    static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }

    /** Puts bytes into a JSON object: as text where they are text, else in Base64. */
    static void describe(Map<String, Object> facts, String name, byte[] bytes) {
        String text = text(bytes);
        if (text != null) {
            facts.put(name, text);
        } else {
            facts.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    static CommandException missing(String key, String directory) {
        return CommandException.failed(
                "KEY_MISSING",
                "there is no key \"" + key + "\" in " + directory,
                Map.of("directory", directory, "key", key),
                "prove that it is not there with: duramen prove KEY DIR");
    }
}
