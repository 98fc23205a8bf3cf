// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.families.JsonText;
import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.lines.JsonScanner.Member;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a snapshot.
 *
 * @param id its id
 * @param payload its value's text
 */
record Node(String id, String payload) {

    /** The node that an element of a chunk is, or {@code null} if it is none. */
    static @Nullable Node parse(byte[] element) {
        String text = ChangesText.utf8(element);
        Map<String, Member> fields = text == null ? null : StrictJson.object(text);
        if (fields == null) {
            return null;
        }
        String id = Fields.string(fields, SegmentLayout.ID);
        Member payload = fields.get(BlobLayout.PAYLOAD);
        return id == null || payload == null ? null : new Node(id, payload.raw());
    }

    Map<String, Object> shown() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(SegmentLayout.ID, id);
        fields.put(BlobLayout.PAYLOAD, new JsonText(payload));
        return fields;
    }
}
