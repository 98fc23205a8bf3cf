// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.primitive.Hpke;
import io.duramen.seal.token.Token;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Slots in the JSON body. */
final class SlotJson {
    private static final String ARGON2ID = "argon2id";
    private static final int ARGON2_VERSION = 0x13;
    private static final int MAX_TYPE = 32;

    private SlotJson() {}

    static void write(JsonGenerator json, Slot slot) {
        json.writeStartObject();
        json.writeNumberProperty("id", slot.id());
        json.writeStringProperty("type", slot.type());
        json.writeStringProperty("createdAt", slot.facts().createdAt().toString());
        String label = slot.facts().label();
        if (label != null) {
            json.writeStringProperty("label", label);
        }
        if (slot instanceof PasswordSlot password) {
            write(json, password.cost());
            KeyJson.write(json, password.key());
        } else if (slot instanceof RawKeySlot raw) {
            KeyJson.write(json, raw.key());
        } else if (slot instanceof RecoverySlot recovery) {
            KeyJson.hex(json, "keySalt", recovery.keySalt());
            write(json, recovery.rootKey());
        } else if (slot instanceof DeviceSlot device) {
            write(json, device.rootKey());
        } else if (slot instanceof TokenSlot token) {
            json.writeStringProperty("key", token.keyLabel());
            KeyJson.hex(json, "nonce", token.nonce());
            KeyJson.hex(json, "seed", token.seed());
            KeyJson.write(json, token.key());
        } else if (slot instanceof UnknownSlot unknown) {
            writeFields(json, unknown.fields());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Argon2Cost cost) {
        json.writeObjectPropertyStart("kdf");
        json.writeStringProperty("algorithm", ARGON2ID);
        json.writeNumberProperty("version", ARGON2_VERSION);
        json.writeNumberProperty("memoryKiB", cost.memoryKiB());
        json.writeNumberProperty("passes", cost.passes());
        json.writeNumberProperty("lanes", cost.lanes());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SealedRootKey rootKey) {
        json.writeNumberProperty("generation", rootKey.generation());
        KeyJson.hex(json, "publicKey", rootKey.publicKey());
        json.writeObjectPropertyStart("sender");
        KeyJson.write(json, rootKey.sender());
        json.writeEndObject();
        KeyJson.hex(json, "salt", rootKey.salt());
        KeyJson.hex(json, "commitment", rootKey.sealed().commitment());
        KeyJson.hex(json, "encapsulated", rootKey.sealed().encapsulated());
        KeyJson.hex(json, "sealed", rootKey.sealed().ciphertext());
    }

    private static void writeFields(JsonGenerator json, Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            json.writeName(String.valueOf(name));
            writeValue(json, value);
        });
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            writeFields(json, object);
            json.writeEndObject();
        } else if (value instanceof List<?> array) {
            json.writeStartArray();
            array.forEach(element -> writeValue(json, element));
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeString(String.valueOf(value));
        }
    }

    static Slot read(StrictJson json) throws MalformedKeyringException {
        int id = json.int32("id");
        String type = json.text("type");
        SlotFacts facts = facts(json, id);
        Slot slot = switch (type) {
            case PasswordSlot.TYPE -> new PasswordSlot(facts, cost(json.object("kdf")), KeyJson.read(json));
            case RawKeySlot.TYPE -> new RawKeySlot(facts, KeyJson.read(json));
            case RecoverySlot.TYPE ->
                new RecoverySlot(facts, json.hex("keySalt", WrappedKey.SALT_BYTES), rootKey(json));
            case DeviceSlot.TYPE -> new DeviceSlot(facts, rootKey(json));
            case TokenSlot.TYPE ->
                new TokenSlot(
                        facts,
                        json.text("key"),
                        json.hex("nonce", Token.NONCE_BYTES),
                        json.hex("seed", WrappedKey.WRAPPED_BYTES),
                        KeyJson.read(json));
            default -> new UnknownSlot(facts, checkedType(type), json.rest());
        };
        json.end();
        return slot;
    }

    private static SlotFacts facts(StrictJson json, int id) throws MalformedKeyringException {
        if (id < 1) {
            throw new MalformedKeyringException("a slot has the number " + id);
        }
        try {
            return new SlotFacts(id, json.instant("createdAt"), json.has("label") ? json.text("label") : null);
        } catch (IllegalArgumentException badLabel) {
            throw new MalformedKeyringException(String.valueOf(badLabel.getMessage()), badLabel);
        }
    }

    private static String checkedType(String type) throws MalformedKeyringException {
        if (type.isEmpty() || type.length() > MAX_TYPE || !type.matches("[a-z0-9-]+")) {
            throw new MalformedKeyringException("a slot has a type that no release writes");
        }
        return type;
    }

    private static SealedRootKey rootKey(StrictJson json) throws MalformedKeyringException {
        long generation = json.int64("generation");
        byte[] publicKey = json.hex("publicKey", Hpke.KEY_BYTES);
        StrictJson sender = json.object("sender");
        WrappedKey senderKey = KeyJson.read(sender);
        sender.end();
        byte[] salt = json.hex("salt", WrappedKey.SALT_BYTES);
        byte[] commitment = json.hex("commitment", Hpke.COMMITMENT_BYTES);
        byte[] encapsulated = json.hex("encapsulated", Hpke.KEY_BYTES);
        byte[] sealed = json.hex("sealed", SealedRootKey.CIPHERTEXT_BYTES);
        return new SealedRootKey(
                generation, publicKey, senderKey, salt, new Hpke.Sealed(encapsulated, commitment, sealed));
    }

    private static Argon2Cost cost(StrictJson json) throws MalformedKeyringException {
        KeyJson.expect(json, "algorithm", ARGON2ID);
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
}
