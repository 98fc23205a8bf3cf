// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.commit.StoreOptions;
import io.duramen.wal.spi.Anchor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Options of stores whose anchor is named on the command line. */
final class Anchors {
    private Anchors() {}

    static StoreOptions.Builder options(@Nullable Path file) {
        return StoreOptions.builder().anchor(file == null ? Anchor.none() : Anchor.file(file));
    }
}
