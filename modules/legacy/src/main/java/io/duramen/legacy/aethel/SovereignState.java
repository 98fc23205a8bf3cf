// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.aethel.SovereignLog.Head;
import io.duramen.legacy.families.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot and the records behind it, one after the other, each root compared with the one recorded. */
final class SovereignState {
    /** Comparing a root takes a hash of every key; beyond so many bytes only the last one is compared. */
    private static final long MAX_HASHED_BYTES = 4L << 30;

    private final Map<String, JsonText> state = new LinkedHashMap<>();
    private final FlatRoot root = new FlatRoot();
    private final List<ImportDamage> mismatches = new ArrayList<>();
    private long hashed;

    private SovereignState(@Nullable SovereignSnapshot base) {
        if (base != null) {
            state.putAll(base.state());
            state.forEach(root::put);
        }
    }

    static SovereignState of(@Nullable SovereignSnapshot base, SovereignLog log, List<Head> records) {
        SovereignState state = new SovereignState(base);
        Head last = records.isEmpty() ? null : records.get(records.size() - 1);
        log.again(records, (head, record) -> state.apply(head, record, head.equals(last)))
                .forEach(done -> {});
        return state;
    }

    private boolean apply(Head head, SovereignRecord record, boolean last) {
        if (record.isPut()) {
            state.put(record.key(), record.value());
            root.put(record.key(), record.value());
        } else {
            state.remove(record.key());
            root.delete(record.key());
        }
        if (record.hasRoot() && (last || hashed < MAX_HASHED_BYTES)) {
            hashed += root.cost();
            String computed = root.hex();
            if (!computed.equals(record.rootAfter())) {
                mismatches.add(new ImportDamage(
                        SovereignFamily.LOG,
                        head.line(),
                        head.offset(),
                        SovereignSnapshot.ROOT_MISMATCH,
                        "recorded is " + record.rootAfter() + ", the state up to here has " + computed));
            }
        }
        return true;
    }

    Map<String, JsonText> state() {
        return state;
    }

    String root() {
        return root.hex();
    }

    List<ImportDamage> mismatches() {
        return mismatches;
    }
}
