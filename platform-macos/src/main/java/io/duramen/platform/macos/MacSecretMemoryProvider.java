// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.base.Feature;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Keeps secrets in locked pages, out of swap and forked children. Layout-verified, never executed on macOS. */
public final class MacSecretMemoryProvider implements SecretMemoryProvider {
    private static final System.Logger LOG = System.getLogger("io.duramen.platform.macos");
    private static final String NOT_LOCKED =
            "the kernel does not lock memory for this process (RLIMIT_MEMLOCK), secrets may be swapped out";
    private static final String REMEDY = "raise the limit with ulimit -l; macOS encrypts what it swaps out";

    private final Supplier<MacSystem> system;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Creates the provider; nothing native is touched. */
    public MacSecretMemoryProvider() {
        this(MacSystem::get);
    }

    MacSecretMemoryProvider(Supplier<MacSystem> system) {
        this.system = system;
    }

    @Override
    public String name() {
        return "macos-jna";
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return system.get().granted();
    }

    @Override
    public List<Feature> probe() {
        List<Feature> features = system.get().features();
        if (system.get().granted()) {
            try (LockedPages pages = new LockedPages(system.get().library(), new byte[1])) {
                features.add(Feature.supported("wipe-on-close"));
                features.add(feature("locked-memory", pages.locked(), NOT_LOCKED, REMEDY));
                features.add(Feature.degraded(
                        "no-core-dump", "macOS has no way to leave memory out of a core dump", "ulimit -c 0"));
                features.add(feature(
                        "wipe-on-fork", !pages.inherited(), "the kernel refused VM_INHERIT_NONE", "start no children"));
            }
        }
        return features;
    }

    @Override
    public SecretMemory protect(byte[] secret) {
        LockedPages pages = new LockedPages(system.get().library(), secret);
        if (!pages.locked() && warned.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "{0}; {1}", NOT_LOCKED, REMEDY);
        }
        return pages;
    }

    private static Feature feature(String name, boolean there, String reason, String remedy) {
        return there ? Feature.supported(name) : Feature.degraded(name, reason, remedy);
    }
}
