// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.spi;

import java.util.Optional;

/** No anchor, chosen by name: it remembers nothing. */
enum NoAnchor implements Anchor {
    NONE;

    @Override
    public Optional<AnchorMark> read() {
        return Optional.empty();
    }

    @Override
    public void advance(AnchorMark mark) {}

    @Override
    public void reset(AnchorMark mark) {}
}
