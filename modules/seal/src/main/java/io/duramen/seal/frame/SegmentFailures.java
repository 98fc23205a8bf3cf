// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import io.duramen.crypto.SealException;
import io.duramen.crypto.SegmentIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for what is wrong with a segment's keys. */
final class SegmentFailures {
    private SegmentFailures() {}

    static SealException refused(
            String code,
            SegmentIdentity segment,
            String what,
            Map<String, ?> details,
            String hint,
            @Nullable Throwable cause) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", segment.logId());
        facts.put("segment", segment.segmentNumber());
        facts.putAll(details);
        return new SealException(
                code,
                "segment " + segment.segmentNumber() + " of log " + segment.logId() + " " + what,
                facts,
                hint,
                cause);
    }
}
