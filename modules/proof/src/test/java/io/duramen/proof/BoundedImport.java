// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.legacy.ImportFindings;
import io.duramen.legacy.StoreImport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Does what {@code duramen import} does, in a JVM whose heap is too small for the source: reads it, writes the whole report to
 * nowhere, and imports it. {@code check} ends before the import, for a source whose state alone is larger than the heap; {@code
 * hold} keeps the report, to show that the heap really is too small.
 */
final class BoundedImport {
    private BoundedImport() {}

    /** Takes {@code FORMAT SOURCE STORE}, {@code check FORMAT SOURCE}, or {@code hold FORMAT SOURCE}. */
    public static void main(String... args) throws IOException {
        if (args[0].equals("hold")) {
            StringBuilder kept = new StringBuilder();
            StoreImport.from(Path.of(args[2])).format(args[1]).examine().writeJson(kept);
            System.out.println("kept " + kept.length());
            return;
        }
        if (args[0].equals("check")) {
            StoreImport wanted = StoreImport.from(Path.of(args[2])).format(args[1]);
            ImportFindings found = wanted.examine();
            found.writeJson(Writer.nullWriter());
            System.out.println("checked " + wanted.check(found) + ", damaged "
                    + found.damage().size() + ", heap " + Runtime.getRuntime().maxMemory());
            return;
        }
        StoreImport wanted = StoreImport.from(Path.of(args[1])).format(args[0]);
        ImportFindings found = wanted.examine();
        found.writeJson(Writer.nullWriter());
        try (StateStore store = StateStore.create(Path.of(args[2]), StoreOptions.defaults())) {
            System.out.println("imported " + wanted.into(store, found).put() + ", damaged "
                    + found.damage().size() + ", heap " + Runtime.getRuntime().maxMemory());
        }
    }
}
