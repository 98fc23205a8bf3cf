// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.terminal.Quoted;
import io.duramen.seal.RevokedDevice;
import io.duramen.seal.SlotInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slots and revoked devices for machines and for people. */
final class SlotText {
    private SlotText() {}

    static Map<String, Object> facts(SlotInfo slot) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", slot.id());
        facts.put("type", slot.type());
        facts.put("label", slot.label());
        facts.put("createdAt", slot.createdAt().toString());
        facts.put("devicePublicKey", slot.devicePublicKey());
        facts.put("known", slot.isKnown());
        return facts;
    }

    static Map<String, Object> facts(RevokedDevice device) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", device.id());
        facts.put("label", device.label());
        facts.put("publicKey", device.publicKey());
        facts.put("enrolledAt", device.enrolledAt().toString());
        facts.put("revokedAt", device.revokedAt().toString());
        facts.put("reason", device.reason());
        return facts;
    }

    static String line(SlotInfo slot) {
        String label = slot.label();
        return slot.type() + (label == null ? "" : " " + Quoted.text(label)) + ", since " + slot.createdAt()
                + (slot.isKnown() ? "" : ", of a later release: never opened by this one");
    }

    static String line(RevokedDevice device) {
        String label = device.label();
        return "device" + (label == null ? "" : " " + Quoted.text(label)) + ", revoked " + device.revokedAt() + ": "
                + Quoted.text(device.reason());
    }
}
