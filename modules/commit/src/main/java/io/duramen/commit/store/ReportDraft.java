// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.RecoveryReport;
import io.duramen.wal.LogRecovery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recovery's report while the recovery goes on. */
final class ReportDraft {
    private final long begun = System.nanoTime();
    private final String directory;
    private final boolean readOnly;
    private long loaded = begun;
    private long replayed = begun;

    final List<String> deleted = new ArrayList<>();
    final List<String> quarantined = new ArrayList<>();
    final List<String> foreign = new ArrayList<>();
    boolean renewed;

    @Nullable
    String damage;

    ReportDraft(String directory, boolean readOnly) {
        this.directory = directory;
        this.readOnly = readOnly;
    }

    void loaded() {
        loaded = System.nanoTime();
    }

    void replayed(long started) {
        replayed = System.nanoTime() - started;
    }

    RecoveryReport finish(Manifest used, List<String> rejected, Replay.Outcome outcome, LogRecovery log) {
        Version version = outcome.version();
        return new RecoveryReport(
                directory,
                used.storeId(),
                readOnly,
                used.generation(),
                used.lsn(),
                used.keys(),
                rejected,
                outcome.transactions(),
                outcome.operations(),
                outcome.rolledBack(),
                version.lsn(),
                version.map().root(),
                version.map().size(),
                deleted,
                quarantined,
                foreign,
                renewed,
                damage,
                Duration.ofNanos(loaded - begun),
                Duration.ofNanos(replayed),
                Duration.ofNanos(System.nanoTime() - begun),
                log);
    }
}
