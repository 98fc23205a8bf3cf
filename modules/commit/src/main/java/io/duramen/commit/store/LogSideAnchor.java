// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreOptions;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store's log sees of the store's anchor: how far it must reach. So a log that was cut off is refused before anything is
 * changed. The store compares the root and moves the anchor itself.
 */
final class LogSideAnchor implements Anchor {
    private final Anchor anchor;

    private LogSideAnchor(Anchor anchor) {
        this.anchor = anchor;
    }

    /** Returns the options of a store's log. Where the store may go back, the log may, too. */
    static WalOptions options(StoreOptions options) {
        Anchor anchor = options.anchor();
        return anchor == null || options.acceptRollback()
                ? options.wal()
                : options.wal().toBuilder().anchor(new LogSideAnchor(anchor)).build();
    }

    /** Returns the generation of the keyring that seals a store, 0 if it is not sealed. */
    static long keyringGeneration(StoreOptions options) {
        var sealing = options.sealing();
        return sealing == null ? 0 : sealing.generation();
    }

    @Override
    public Optional<AnchorMark> read() {
        return anchor.read().map(mark -> withDigest(mark, null));
    }

    private static AnchorMark withDigest(AnchorMark mark, @Nullable String digest) {
        return new AnchorMark(mark.logId(), mark.keyringGeneration(), mark.lsn(), digest);
    }

    @Override
    public boolean remembersDigests() {
        return false;
    }

    @Override
    public void advance(AnchorMark mark) {}

    @Override
    public void reset(AnchorMark mark) {}
}
