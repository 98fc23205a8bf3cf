// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.aethel.AtomicCommitFamily;
import io.duramen.legacy.aethel.SovereignFamily;
import io.duramen.legacy.duramen.StoreExportFamily;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.phoenix.SnapshotsFamily;
import io.duramen.legacy.pluresdb.BridgeFamily;
import io.duramen.legacy.pluresdb.EncryptionFamily;
import io.duramen.legacy.pluresdb.SegmentsFamily;
import java.util.List;

/** Every format there is a reader for. It stands here so that the packages of the readers need not know each other. */
final class Families {
    private static final List<LegacyFamily> ALL = List.of(
            new AtomicCommitFamily(),
            new SovereignFamily(),
            new SegmentsFamily(),
            new BridgeFamily(),
            new EncryptionFamily(),
            new SnapshotsFamily(),
            new StoreExportFamily());

    private Families() {}

    static List<String> names() {
        return ALL.stream().map(LegacyFamily::format).toList();
    }

    static LegacyFamily named(String format) {
        return ALL.stream()
                .filter(family -> family.format().equals(format))
                .findFirst()
                .orElseThrow(() -> UnknownFormatException.name(format, names()));
    }

    /** The reader of the only format a directory looks like. */
    static LegacyFamily recognising(LegacySource source) {
        List<LegacyFamily> found =
                ALL.stream().filter(family -> family.recognises(source)).toList();
        if (found.size() != 1) {
            throw UnknownFormatException.directory(
                    source.describe(""),
                    found.stream().map(LegacyFamily::format).toList(),
                    names());
        }
        return found.get(0);
    }
}
