// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreOptions;
import io.duramen.wal.AnchorDamagedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.AnchorMark;
import java.util.Optional;

/**
 * What a store's log sees of the store's anchor: how far it must reach, and the frames that must be there. So a log that was cut
 * off or forged is refused before anything is changed. The store compares the root and moves the anchor itself.
 */
final class LogSideAnchor implements Anchor {
    private final Anchor anchor;
    private final boolean readOnly;
    private final boolean acceptRollback;

    private LogSideAnchor(Anchor anchor, boolean readOnly, boolean acceptRollback) {
        this.anchor = anchor;
        this.readOnly = readOnly;
        this.acceptRollback = acceptRollback;
    }

    /** Returns the options of a store's log. Where the store may go back, the log may, too, and tells of frames only. */
    static WalOptions options(StoreOptions options) {
        return options(options, false);
    }

    /** Returns those for reading; that nobody can read the anchor is then the store's to tell. */
    static WalOptions readOnly(StoreOptions options) {
        return options(options, true);
    }

    private static WalOptions options(StoreOptions options, boolean readOnly) {
        Anchor anchor = options.anchor();
        return anchor == null
                ? options.wal()
                : options.wal().toBuilder()
                        .anchor(new LogSideAnchor(anchor, readOnly, options.acceptRollback()))
                        .acceptRollback(options.acceptRollback())
                        .build();
    }

    /** Returns the generation of the keyring that seals a store, 0 if it is not sealed. */
    static long keyringGeneration(StoreOptions options) {
        var sealing = options.sealing();
        return sealing == null ? 0 : sealing.generation();
    }

    @Override
    public Optional<AnchorMark> read() {
        try {
            return anchor.read().map(this::withoutRoot);
        } catch (AnchorDamagedException e) {
            if (readOnly) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private AnchorMark withoutRoot(AnchorMark mark) {
        return acceptRollback
                ? new AnchorMark(mark.logId(), 0, 0, null, mark.frames())
                : new AnchorMark(mark.logId(), mark.keyringGeneration(), mark.lsn(), null, mark.frames());
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
