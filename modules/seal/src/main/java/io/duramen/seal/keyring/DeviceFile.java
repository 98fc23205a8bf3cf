// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.Hpke;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The file in which a device keeps its private key.
 *
 * @param privateKey 32 bytes
 * @param enrolled where it was enrolled; {@code null} while it is not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeviceFile(byte[] privateKey, @Nullable Enrolled enrolled) {
    /** The largest file, in bytes; a larger one is refused unread. */
    public static final int MAX_BYTES = 4096;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FORMAT = "duramen/v1 device";

    /**
     * Where a device was enrolled.
     *
     * @param keyringId the keyring
     * @param id the device's number in it
     * @param sender the public key of whoever seals to it, 32 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Enrolled(UUID keyringId, int id, byte[] sender) {}

    /**
     * Writes the file.
     *
     * @return JSON as UTF-8, to be wiped
     */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            KeyJson.hex(json, "privateKey", privateKey);
            Enrolled at = enrolled;
            if (at != null) {
                json.writeStringProperty("keyringId", at.keyringId().toString());
                json.writeNumberProperty("id", at.id());
                KeyJson.hex(json, "sender", at.sender());
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a file.
     *
     * @param utf8 its bytes
     * @return what it holds
     * @throws MalformedKeyringException if it is none
     */
    public static DeviceFile parse(byte[] utf8) throws MalformedKeyringException {
        StrictJson json = StrictJson.parse(utf8);
        KeyJson.expect(json, "format", FORMAT);
        byte[] privateKey = json.hex("privateKey", Hpke.KEY_BYTES);
        Enrolled enrolled = json.has("keyringId")
                ? new Enrolled(json.uuid("keyringId"), json.int32("id"), json.hex("sender", Hpke.KEY_BYTES))
                : null;
        json.end();
        return new DeviceFile(privateKey, enrolled);
    }

    @Override
    public String toString() {
        return "DeviceFile";
    }
}
