// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.base.Feature;
import io.duramen.storage.Storage;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.WalCapability;
import io.duramen.wal.spi.WalProvider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log backend over another that notes commits in a trail: each record of type COMMIT is there as an entry {@code commit}
 * before its append is acknowledged. A store over such a log shows no transaction to a reader, and acknowledges none, that is
 * not in the trail.
 *
 * <pre>{@code
 * WalOptions.builder().provider(AuditedCommits.in(trail).by(Set.of("ann", "bob"))).events(trail).build()
 * }</pre>
 *
 * <p>What a crash left between the log and the trail is made good when the log is opened: commits of the log that the trail
 * does not have yet are entered with the fact {@code caughtUp}, before anybody can read them. The first time a log is opened
 * so, an entry {@code commits.begin} says behind which record commits are noted; an entry {@code commits.gap} tells of records
 * that were removed before they could be, and another {@code commits.begin} of outcome FAILED that the log ends before what the
 * trail has, as after a restore.
 *
 * <p>If the trail takes no entry, the append throws, and a store stops writing for good: its commit may be durable then, was
 * not acknowledged, and is entered when the store is opened again.
 *
 * <p>Close the log, or its store, before the trail.
 */
public final class AuditedCommits implements WalProvider {
    private final AuditTrail trail;
    private final @Nullable Set<String> actors;
    private final WalProvider provider;

    private AuditedCommits(AuditTrail trail, @Nullable Set<String> actors, WalProvider provider) {
        this.trail = trail;
        this.actors = actors;
        this.provider = provider;
    }

    /**
     * Notes every commit, over the best backend.
     *
     * @param trail the trail, open for as long as any log of this backend
     * @return the backend
     */
    public static AuditedCommits in(AuditTrail trail) {
        return new AuditedCommits(trail, null, WalProviders.best());
    }

    /**
     * Notes only the commits of some actors.
     *
     * @param names the actors; a commit without an actor is none of theirs
     * @return the backend
     */
    public AuditedCommits by(Set<String> names) {
        return new AuditedCommits(trail, Set.copyOf(names), provider);
    }

    /**
     * Uses another backend.
     *
     * @param backend what keeps the records
     * @return the backend
     */
    public AuditedCommits over(WalProvider backend) {
        return new AuditedCommits(trail, actors, backend);
    }

    @Override
    public String name() {
        return "audited-" + provider.name();
    }

    @Override
    public int priority() {
        return BY_NAME;
    }

    @Override
    public boolean isAvailable() {
        return provider.isAvailable();
    }

    @Override
    public List<Feature> probe() {
        return provider.probe();
    }

    @Override
    public Set<WalCapability> capabilities() {
        return provider.capabilities();
    }

    @Override
    public WriteAheadLog create(Storage storage, WalOptions options) {
        return audited(provider.create(storage, options));
    }

    @Override
    public WriteAheadLog open(Storage storage, WalOptions options) {
        return audited(provider.open(storage, options));
    }

    @Override
    public ReadableLog openReadOnly(Storage storage, WalOptions options) {
        return provider.openReadOnly(storage, options);
    }

    private WriteAheadLog audited(WriteAheadLog log) {
        try {
            CommitNotes notes = new CommitNotes(log, trail, actors);
            notes.catchUp();
            return new AuditedLog(log, notes);
        } catch (RuntimeException | Error e) {
            try {
                log.close();
            } catch (RuntimeException alsoThis) {
                e.addSuppressed(alsoThis);
            }
            throw e;
        }
    }
}
