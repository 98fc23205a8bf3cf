// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.base.Feature;
import io.duramen.storage.Storage;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.WalCapability;
import io.duramen.wal.spi.WalProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The best logs there are, whose callers let others in before they wait. */
final class InterleavedLogs implements WalProvider {
    private final WalProvider provider = WalOptions.defaults().provider();
    private final Interleaving calls;

    InterleavedLogs(Interleaving calls) {
        this.calls = calls;
    }

    @Override
    public String name() {
        return "interleaved-" + provider.name();
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
        return provider.probe();
    }

    @Override
    public Set<WalCapability> capabilities() {
        return provider.capabilities();
    }

    @Override
    public WriteAheadLog create(Storage storage, WalOptions options) {
        return interleaved(provider.create(storage, options));
    }

    @Override
    public WriteAheadLog open(Storage storage, WalOptions options) {
        return interleaved(provider.open(storage, options));
    }

    @Override
    public ReadableLog openReadOnly(Storage storage, WalOptions options) {
        return provider.openReadOnly(storage, options);
    }

    /** A proxy: it differs from the log in what its appends do, and in nothing else the interface has or will have. */
    private WriteAheadLog interleaved(WriteAheadLog log) {
        return (WriteAheadLog) Proxy.newProxyInstance(
                WriteAheadLog.class.getClassLoader(),
                new Class<?>[] {WriteAheadLog.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(log, arguments);
                        return result instanceof PendingAppend append ? new Waiting(append, calls) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** A record on its way, whose owner lets others begin before it waits. */
    private record Waiting(PendingAppend append, Interleaving calls) implements PendingAppend {

        @Override
        public long lsn() {
            return append.lsn();
        }

        @Override
        public long await() {
            calls.meanwhile();
            return append.await();
        }

        @Override
        public CompletionStage<Long> stage() {
            return append.stage();
        }
    }
}
