// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.Hpke;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What revocations leave in the JSON body: the root keys before the present one and the devices that are out. */
final class RootJson {
    private RootJson() {}

    static void write(JsonGenerator json, int rootNumber, List<RetiredRoot> retired, List<Tombstone> revoked) {
        json.writeNumberProperty("rootNumber", rootNumber);
        json.writeArrayPropertyStart("retired");
        for (RetiredRoot root : retired) {
            json.writeStartObject();
            json.writeNumberProperty("id", root.number());
            json.writeStringProperty("retiredAt", root.retiredAt().toString());
            KeyJson.write(json, root.key());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("revoked");
        for (Tombstone device : revoked) {
            json.writeStartObject();
            json.writeNumberProperty("id", device.id());
            String label = device.label();
            if (label != null) {
                json.writeStringProperty("label", label);
            }
            KeyJson.hex(json, "publicKey", device.publicKey());
            json.writeStringProperty("enrolledAt", device.enrolledAt().toString());
            json.writeStringProperty("revokedAt", device.revokedAt().toString());
            json.writeStringProperty("reason", device.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static List<RetiredRoot> retired(StrictJson json) throws MalformedKeyringException {
        List<RetiredRoot> retired = new ArrayList<>();
        for (StrictJson root : json.objects("retired")) {
            retired.add(new RetiredRoot(root.int32("id"), root.instant("retiredAt"), KeyJson.read(root)));
            root.end();
        }
        return retired;
    }

    static List<Tombstone> revoked(StrictJson json) throws MalformedKeyringException {
        List<Tombstone> revoked = new ArrayList<>();
        for (StrictJson device : json.objects("revoked")) {
            revoked.add(new Tombstone(
                    device.int32("id"),
                    device.hex("publicKey", Hpke.KEY_BYTES),
                    device.has("label") ? device.text("label") : null,
                    device.instant("enrolledAt"),
                    device.instant("revokedAt"),
                    device.text("reason")));
            device.end();
        }
        return revoked;
    }

    static void requireSense(int rootNumber, List<RetiredRoot> retired, List<Tombstone> revoked, int lastSlotId)
            throws MalformedKeyringException {
        int before = 0;
        for (RetiredRoot root : retired) {
            if (root.number() <= before) {
                throw new MalformedKeyringException("its retired root keys are not in order");
            }
            before = root.number();
        }
        if (rootNumber < 1 || before >= rootNumber) {
            throw new MalformedKeyringException("its root key has the number " + rootNumber);
        }
        if (revoked.stream().anyMatch(device -> device.id() < 1 || device.id() > lastSlotId)) {
            throw new MalformedKeyringException("a revoked device has a number that was never given");
        }
    }
}
