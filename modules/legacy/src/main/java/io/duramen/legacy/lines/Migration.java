// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.WalOptions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a log that a predecessor wrote, or appended to, with numbers and checksums and in the new style. The old file keeps
 * a second name in the quarantine, where the file system has links.
 */
final class Migration {
    private final Storage storage;
    private final WalOptions options;
    private final LineScan scan;
    private long lsn;

    Migration(Storage storage, WalOptions options, LineScan scan) {
        this.storage = storage;
        this.options = options;
        this.scan = scan;
    }

    OpenedFile run(StorageFile old) {
        UUID logId = scan.isMarked()
                ? scan.logId()
                : new UUID(options.random().nextLong(), options.random().nextLong());
        long before = scan.firstLsn() - 1;
        lsn = before;
        try (Rewrite rewrite = new Rewrite(storage)) {
            rewrite.mark(text(Mark.first(logId, scan.carried(), scan.checkpoint())), before);
            RawLines source = new RawLines(old::read, 0, scan.end());
            while (source.advance()) {
                if (!source.isBlank()) {
                    copy(source, before, rewrite);
                }
            }
            rewrite.mark(text(Mark.later(logId, scan.checkpoint(), false)), lsn);
            rewrite.force();
            rewrite.rename();
            long end = rewrite.end();
            return new OpenedFile(
                    rewrite.reopen(), logId, before + 1, lsn, end, scan.checkpoint(), false, rewrite.index());
        }
    }

    private void copy(RawLines source, long before, Rewrite rewrite) {
        Line line;
        try {
            line = LineParser.parse(source);
        } catch (BadLineException e) {
            throw new IllegalStateException("a line that was verified: " + e.found(), e);
        }
        if (line.mark() != null) {
            return;
        }
        if (line.isChecked()) {
            lsn = Math.max(lsn, line.lsn());
            rewrite.raw(source.line(), line.lsn() > before ? line.lsn() : 0);
            return;
        }
        for (String text : LineCodec.modernise(line)) {
            lsn++;
            rewrite.line(text, lsn);
        }
    }

    private String text(Mark mark) {
        return LineCodec.encode(
                mark, options.random().nextLong(), options.clock().instant());
    }

    /** Gives the old file a second name, and returns it; {@code null} where there are no links. */
    static @Nullable String keepOld(Storage storage) {
        if (!storage.exists(LineNames.QUARANTINE)) {
            storage.createDirectory(LineNames.QUARANTINE);
            storage.syncDirectory("");
        }
        String base = LineNames.QUARANTINE + "/" + LineNames.LOG_LAST + ".";
        int n = 1;
        while (storage.exists(base + n)) {
            n++;
        }
        try {
            storage.link(LineNames.LOG, base + n);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.UNSUPPORTED) {
                return null;
            }
            throw e;
        }
        storage.syncDirectory(LineNames.QUARANTINE);
        return base + n;
    }
}
