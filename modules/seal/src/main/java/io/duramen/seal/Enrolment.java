// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a device has to know to open a keyring. Not secret; but who can give a device another one can have it open a keyring of
 * his own making.
 *
 * @param keyringId the keyring
 * @param deviceId the device's number in it, also that of its slot
 * @param senderPublicKey the public key of whoever seals to this device, 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its bytes, below
public record Enrolment(UUID keyringId, int deviceId, byte[] senderPublicKey) {
    private static final int KEY_BYTES = 32;

    /** Checks and copies the key. */
    public Enrolment {
        if (senderPublicKey.length != KEY_BYTES || deviceId < 1) {
            throw new IllegalArgumentException("an enrolment has a number from 1 and a key of " + KEY_BYTES
                    + " bytes, not " + deviceId + " and " + senderPublicKey.length);
        }
        senderPublicKey = senderPublicKey.clone();
    }

    @Override
    public byte[] senderPublicKey() {
        return senderPublicKey.clone();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text the text
     * @return the enrolment
     * @throws IllegalArgumentException if it is none
     */
    public static Enrolment parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("an enrolment is KEYRING:NUMBER:KEY, not: " + text);
        }
        return new Enrolment(
                UUID.fromString(parts[0]),
                Integer.parseInt(parts[1]),
                HexFormat.of().parseHex(parts[2]));
    }

    /**
     * Writes the enrolment, to be carried to the device.
     *
     * @return one line
     */
    public String text() {
        return keyringId + ":" + deviceId + ":" + HexFormat.of().formatHex(senderPublicKey);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Enrolment that
                && keyringId.equals(that.keyringId)
                && deviceId == that.deviceId
                && Arrays.equals(senderPublicKey, that.senderPublicKey);
    }

    @Override
    public int hashCode() {
        return keyringId.hashCode() * 31 + deviceId;
    }

    @Override
    public String toString() {
        return text();
    }
}
