// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What somebody without keys can do to a keyring file: edit it and mend its SHA-256. Each method returns another editor. */
final class KeyringEditor {
    private final byte[] head;
    private final byte[] body;
    private final byte[] code;

    KeyringEditor(byte[] file) {
        this(
                Arrays.copyOf(file, 32),
                Arrays.copyOfRange(file, 32, file.length - 64),
                Arrays.copyOfRange(file, file.length - 32, file.length));
    }

    private KeyringEditor(byte[] head, byte[] body, byte[] code) {
        this.head = head;
        this.body = body;
        this.code = code;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    KeyringEditor body(String text) {
        return new KeyringEditor(head, text.getBytes(StandardCharsets.UTF_8), code);
    }

    KeyringEditor replaceAll(String from, String to) {
        return body(text().replace(from, to));
    }

    /** Changes the first character behind a text. */
    KeyringEditor replace(String behind, UnaryOperator<Character> change) {
        int at = text().indexOf(behind) + behind.length();
        StringBuilder text = new StringBuilder(text());
        text.setCharAt(at, change.apply(text.charAt(at)));
        return body(text.toString());
    }

    KeyringEditor version(int version) {
        return new KeyringEditor(edited(16, version), body, code);
    }

    KeyringEditor generation(int generation) {
        return new KeyringEditor(edited(24, generation), body, code);
    }

    private byte[] edited(int at, int value) {
        byte[] edited = head.clone();
        ByteBuffer.wrap(edited).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return edited;
    }

    byte[] bytes() {
        ByteBuffer file = ByteBuffer.allocate(96 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(head).put(body).putInt(20, body.length);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(file.array(), 0, file.position());
            return file.put(sha.digest()).put(code).array();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
