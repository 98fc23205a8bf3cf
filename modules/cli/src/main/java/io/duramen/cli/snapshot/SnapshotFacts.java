// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.terminal.Quoted;
import io.duramen.cli.terminal.Units;
import io.duramen.commit.SnapshotInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** A snapshot for machines and for people. */
final class SnapshotFacts {
    private SnapshotFacts() {}

    static Map<String, Object> of(SnapshotInfo snapshot) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", snapshot.id());
        facts.put("name", snapshot.name());
        facts.put("created", snapshot.created().toString());
        facts.put("generation", snapshot.generation());
        facts.put("lsn", snapshot.lsn());
        facts.put("root", snapshot.root().toString());
        facts.put("keys", snapshot.keys());
        facts.put("files", snapshot.files());
        facts.put("bytes", snapshot.bytes());
        facts.put(
                "keyring",
                snapshot.keyring() == null ? null : snapshot.keyring().toString());
        facts.put("keyringGeneration", snapshot.keyringGeneration());
        return facts;
    }

    static String text(SnapshotInfo snapshot) {
        return Quoted.text(snapshot.name()) + " of " + snapshot.created() + ": " + Units.count(snapshot.keys(), "key")
                + " up to record " + snapshot.lsn() + ", " + Units.bytes(snapshot.bytes());
    }
}
