// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.base.Feature;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.ReadableJsonLinesLog;
import io.duramen.legacy.UnsupportedOptionException;
import io.duramen.storage.Storage;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.WalCapability;
import io.duramen.wal.spi.WalProvider;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The log of JSON lines, taken only when named: it is for those who want to read the log, or come from a predecessor. */
public final class JsonLinesProvider implements WalProvider {
    private static final String NO_SEALING = "lines are there to be read by everybody";
    private static final String NO_ANCHOR = "lines are not compared with one";
    private static final String NO_FULL = "there is no second file that could hold the last durable number";

    /** Creates the provider. */
    public JsonLinesProvider() {}

    @Override
    public String name() {
        return "json-lines";
    }

    @Override
    public int priority() {
        return BY_NAME;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        return List.of(
                Feature.supported("append"),
                Feature.supported("group-commit"),
                Feature.supported("read-only-open"),
                Feature.unsupported("sealed", NO_SEALING, "use the segmented backend"),
                Feature.unsupported("full-durability", NO_FULL, "use the segmented backend"));
    }

    @Override
    public Set<WalCapability> capabilities() {
        return EnumSet.of(WalCapability.READ_ONLY_OPEN);
    }

    @Override
    public JsonLinesLog create(Storage storage, WalOptions options) {
        check(storage, options);
        return new LineLogCreation(storage, options).run();
    }

    @Override
    public JsonLinesLog open(Storage storage, WalOptions options) {
        check(storage, options);
        return new LineLogOpening(storage, options).run();
    }

    @Override
    public ReadableJsonLinesLog openReadOnly(Storage storage, WalOptions options) {
        check(storage, options);
        return new LineLogOpening(storage, options).readOnly();
    }

    private static void check(Storage storage, WalOptions options) {
        if (options.sealing() != null) {
            throw new UnsupportedOptionException(storage.describe(""), "sealing", NO_SEALING);
        }
        if (options.durability() == Durability.FULL) {
            throw new UnsupportedOptionException(storage.describe(""), "FULL durability", NO_FULL);
        }
        if (options.anchor() != null) {
            throw new UnsupportedOptionException(storage.describe(""), "an anchor", NO_ANCHOR);
        }
    }
}
