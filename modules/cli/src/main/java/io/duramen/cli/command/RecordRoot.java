// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.terminal.Json;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Computes a root from keys and values alone, without what the store remembers of its tree. */
public final class RecordRoot {
    private static final byte[] ANY_KEY = {0};

    private RecordRoot() {}

    /**
     * Computes the root of a version from its own entries.
     *
     * @param view the version
     * @return the root
     */
    public static Root of(StateView view) {
        List<MerkleChange> records = new ArrayList<>();
        for (MerkleEntry entry : view.entries()) {
            records.add(MerkleChange.put(entry.key(), entry.value()));
        }
        return of(records, salt(view));
    }

    /**
     * Computes the root of records.
     *
     * @param records the records
     * @param salt the store's salt
     * @return the root
     */
    public static Root of(Collection<MerkleChange> records, byte[] salt) {
        return MerkleMap.empty(salt).with(records).root();
    }

    /**
     * Returns a store's salt, which every proof shows.
     *
     * @param view the store
     * @return the salt
     */
    public static byte[] salt(StateView view) {
        return HexFormat.of()
                .parseHex(Json.parse(view.prove(ANY_KEY).toJson()).get("salt").stringValue());
    }
}
