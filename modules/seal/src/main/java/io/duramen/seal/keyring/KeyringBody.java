// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.Argon2Cost;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON body of a keyring: readable by people, nothing secret in clear.
 *
 * @param keyringId the keyring's identity, random
 * @param createdAt when the keyring was made, to the second
 * @param slots what opens the root key, at least one
 * @param epochs the epochs, oldest first; all but the last are closed
 */
public record KeyringBody(UUID keyringId, Instant createdAt, List<PasswordSlot> slots, List<Epoch> epochs) {
    /** The most slots: each is a guess that has to be paid for. */
    public static final int MAX_SLOTS = 8;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final HexFormat HEX = HexFormat.of();
    private static final String ARGON2ID = "argon2id";
    private static final int ARGON2_VERSION = 0x13;

    /** Copies the lists. */
    public KeyringBody {
        slots = List.copyOf(slots);
        epochs = List.copyOf(epochs);
    }

    /**
     * Returns the epoch new keys belong to.
     *
     * @return the last epoch
     */
    public Epoch activeEpoch() {
        return epochs.get(epochs.size() - 1);
    }

    /**
     * Writes the body.
     *
     * @return JSON as UTF-8
     */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("keyringId", keyringId.toString());
            json.writeStringProperty("createdAt", createdAt.toString());
            json.writeArrayPropertyStart("slots");
            slots.forEach(slot -> write(json, slot));
            json.writeEndArray();
            json.writeArrayPropertyStart("epochs");
            epochs.forEach(epoch -> write(json, epoch));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, PasswordSlot slot) {
        json.writeStartObject();
        json.writeNumberProperty("id", slot.id());
        json.writeStringProperty("type", PasswordSlot.TYPE);
        json.writeStringProperty("createdAt", slot.createdAt().toString());
        json.writeObjectPropertyStart("kdf");
        json.writeStringProperty("algorithm", ARGON2ID);
        json.writeNumberProperty("version", ARGON2_VERSION);
        json.writeNumberProperty("memoryKiB", slot.cost().memoryKiB());
        json.writeNumberProperty("passes", slot.cost().passes());
        json.writeNumberProperty("lanes", slot.cost().lanes());
        json.writeEndObject();
        write(json, slot.key());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Epoch epoch) {
        json.writeStartObject();
        json.writeNumberProperty("id", epoch.number());
        Epoch.Closing closing = epoch.closing();
        json.writeStringProperty("state", closing == null ? "ACTIVE" : "CLOSED");
        json.writeStringProperty("createdAt", epoch.createdAt().toString());
        if (closing != null) {
            json.writeStringProperty("closedAt", closing.at().toString());
            json.writeStringProperty("reason", closing.reason());
        }
        write(json, epoch.key());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, WrappedKey key) {
        json.writeNumberProperty("generation", key.generation());
        json.writeStringProperty("salt", HEX.formatHex(key.salt()));
        json.writeStringProperty("commitment", HEX.formatHex(key.commitment()));
        json.writeStringProperty("wrapSalt", HEX.formatHex(key.wrapSalt()));
        json.writeStringProperty("wrapped", HEX.formatHex(key.wrapped()));
    }

    /**
     * Reads a body that nothing is known of yet.
     *
     * @param utf8 the JSON
     * @return the body
     * @throws MalformedKeyringException if no keyring writes such a body, or its slots cost more than the bounds allow
     */
    static KeyringBody parse(byte[] utf8) throws MalformedKeyringException {
        StrictJson json = StrictJson.parse(utf8);
        UUID keyringId = json.uuid("keyringId");
        Instant createdAt = json.instant("createdAt");
        List<PasswordSlot> slots = new ArrayList<>();
        for (StrictJson slot : json.objects("slots")) {
            slots.add(slot(slot));
        }
        List<Epoch> epochs = new ArrayList<>();
        for (StrictJson epoch : json.objects("epochs")) {
            epochs.add(epoch(epoch));
        }
        json.end();
        requireSense(slots, epochs);
        return new KeyringBody(keyringId, createdAt, slots, epochs);
    }

    private static void requireSense(List<PasswordSlot> slots, List<Epoch> epochs) throws MalformedKeyringException {
        if (slots.isEmpty() || slots.size() > MAX_SLOTS) {
            throw new MalformedKeyringException("it has " + slots.size() + " slots instead of 1 to " + MAX_SLOTS);
        }
        if (slots.stream().mapToInt(PasswordSlot::id).distinct().count() != slots.size()) {
            throw new MalformedKeyringException("two slots have one number");
        }
        if (epochs.isEmpty()) {
            throw new MalformedKeyringException("it has no epoch");
        }
        for (int i = 0; i < epochs.size(); i++) {
            boolean last = i == epochs.size() - 1;
            if (epochs.get(i).number() != i + 1 || (epochs.get(i).closing() == null) != last) {
                throw new MalformedKeyringException("its epochs are not 1, 2, 3, … with only the last one active");
            }
        }
    }

    private static PasswordSlot slot(StrictJson json) throws MalformedKeyringException {
        int id = json.int32("id");
        expect(json, "type", PasswordSlot.TYPE);
        Instant createdAt = json.instant("createdAt");
        Argon2Cost cost = cost(json.object("kdf"));
        WrappedKey key = key(json);
        json.end();
        return new PasswordSlot(id, cost, key, createdAt);
    }

    private static Argon2Cost cost(StrictJson json) throws MalformedKeyringException {
        expect(json, "algorithm", ARGON2ID);
        if (json.int32("version") != ARGON2_VERSION) {
            throw new MalformedKeyringException("its Argon2 version is not " + ARGON2_VERSION);
        }
        int memory = json.int32("memoryKiB");
        int passes = json.int32("passes");
        int lanes = json.int32("lanes");
        json.end();
        try {
            return new Argon2Cost(memory, passes, lanes);
        } catch (IllegalArgumentException outOfBounds) {
            throw new MalformedKeyringException(String.valueOf(outOfBounds.getMessage()), outOfBounds);
        }
    }

    private static Epoch epoch(StrictJson json) throws MalformedKeyringException {
        int number = json.int32("id");
        Instant createdAt = json.instant("createdAt");
        Epoch.@Nullable Closing closing = null;
        if (json.has("closedAt")) {
            expect(json, "state", "CLOSED");
            closing = new Epoch.Closing(json.instant("closedAt"), json.text("reason"));
        } else {
            expect(json, "state", "ACTIVE");
        }
        WrappedKey key = key(json);
        json.end();
        return new Epoch(number, key, createdAt, closing);
    }

    private static WrappedKey key(StrictJson json) throws MalformedKeyringException {
        return new WrappedKey(
                json.int64("generation"),
                json.hex("salt", WrappedKey.SALT_BYTES),
                json.hex("commitment", WrappedKey.COMMITMENT_BYTES),
                json.hex("wrapSalt", WrappedKey.SALT_BYTES),
                json.hex("wrapped", WrappedKey.WRAPPED_BYTES));
    }

    private static void expect(StrictJson json, String name, String value) throws MalformedKeyringException {
        String found = json.text(name);
        if (!found.equals(value)) {
            throw new MalformedKeyringException("\"" + name + "\" is not \"" + value + "\"");
        }
    }
}
