// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The JSON body of a keyring: readable by people, nothing secret in clear.
 *
 * @param keyringId the keyring's identity, random
 * @param createdAt when the keyring was made, to the second
 * @param slots what opens the root key, at least one
 * @param lastSlotId the highest number a slot ever had, so that none is used again
 * @param epochs the epochs, oldest first; all but the last are closed
 * @param retired the root keys before the present one, oldest first, as far as they are still needed
 * @param rootNumber the number of the present root key: 1, and one more at each revocation
 * @param revoked the devices that were revoked, in the order in which they were
 */
public record KeyringBody(
        UUID keyringId,
        Instant createdAt,
        List<Slot> slots,
        int lastSlotId,
        List<Epoch> epochs,
        List<RetiredRoot> retired,
        int rootNumber,
        List<Tombstone> revoked) {
    /** The most slots. */
    public static final int MAX_SLOTS = 64;

    /** The most slots with a password: each is a guess that has to be paid for. */
    public static final int MAX_PASSWORDS = 8;

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Copies the lists. */
    public KeyringBody {
        slots = List.copyOf(slots);
        epochs = List.copyOf(epochs);
        retired = List.copyOf(retired);
        revoked = List.copyOf(revoked);
    }

    /**
     * Returns the body with other slots.
     *
     * @param newSlots the slots
     * @return another body
     */
    public KeyringBody withSlots(List<? extends Slot> newSlots) {
        int last = Math.max(lastSlotId, highest(newSlots));
        return new KeyringBody(keyringId, createdAt, List.copyOf(newSlots), last, epochs, retired, rootNumber, revoked);
    }

    /**
     * Returns the body with other epochs.
     *
     * @param newEpochs the epochs
     * @return another body
     */
    public KeyringBody withEpochs(List<Epoch> newEpochs) {
        return new KeyringBody(keyringId, createdAt, slots, lastSlotId, newEpochs, retired, rootNumber, revoked);
    }

    /**
     * Returns the body without the root keys before the present one.
     *
     * @return another body
     */
    public KeyringBody withoutRetired() {
        return new KeyringBody(keyringId, createdAt, slots, lastSlotId, epochs, List.of(), rootNumber, revoked);
    }

    /**
     * Returns the number of the next slot.
     *
     * @return a number no slot and no device has had
     */
    public int nextSlotId() {
        return lastSlotId + 1;
    }

    private static int highest(List<? extends Slot> slots) {
        return slots.stream().mapToInt(Slot::id).max().orElse(0);
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
     * Returns the body with each epoch changed as a function says.
     *
     * @param change gives an epoch in place of each
     * @return another body, equal to this one if nothing changes
     */
    public KeyringBody eachEpoch(UnaryOperator<Epoch> change) {
        return withEpochs(epochs.stream().map(change).toList());
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
            slots.forEach(slot -> SlotJson.write(json, slot));
            json.writeEndArray();
            if (lastSlotId > highest(slots)) {
                json.writeNumberProperty("lastSlotId", lastSlotId);
            }
            json.writeArrayPropertyStart("epochs");
            epochs.forEach(epoch -> EpochJson.write(json, epoch));
            json.writeEndArray();
            if (rootNumber > 1) {
                RootJson.write(json, rootNumber, retired, revoked);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
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
        List<Slot> slots = new ArrayList<>();
        for (StrictJson slot : json.objects("slots")) {
            slots.add(SlotJson.read(slot));
        }
        int lastSlotId = json.has("lastSlotId") ? json.int32("lastSlotId") : highest(slots);
        List<Epoch> epochs = EpochJson.read(json.objects("epochs"));
        int rootNumber = json.has("rootNumber") ? json.int32("rootNumber") : 1;
        List<RetiredRoot> retired = rootNumber == 1 ? List.of() : RootJson.retired(json);
        List<Tombstone> revoked = rootNumber == 1 ? List.of() : RootJson.revoked(json);
        json.end();
        requireSense(slots, lastSlotId, epochs);
        RootJson.requireSense(rootNumber, retired, revoked, lastSlotId);
        return new KeyringBody(keyringId, createdAt, slots, lastSlotId, epochs, retired, rootNumber, revoked);
    }

    private static void requireSense(List<Slot> slots, int lastSlotId, List<Epoch> epochs)
            throws MalformedKeyringException {
        if (slots.isEmpty() || slots.size() > MAX_SLOTS) {
            throw new MalformedKeyringException("it has " + slots.size() + " slots instead of 1 to " + MAX_SLOTS);
        }
        if (slots.stream().filter(PasswordSlot.class::isInstance).count() > MAX_PASSWORDS) {
            throw new MalformedKeyringException("it has more than " + MAX_PASSWORDS + " passwords");
        }
        if (slots.stream().mapToInt(Slot::id).distinct().count() != slots.size() || lastSlotId < highest(slots)) {
            throw new MalformedKeyringException("two slots have had one number");
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
}
