// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import io.duramen.base.Feature;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.natives.NativeAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps secrets in locked pages, out of swap, core dumps and forked children. */
public final class LinuxSecretMemoryProvider implements SecretMemoryProvider {
    private static final System.Logger LOG = System.getLogger("io.duramen.platform.linux");
    private static final String NOT_LOCKED =
            "the kernel does not lock memory for this process (RLIMIT_MEMLOCK), secrets may be swapped out";
    private static final String REMEDY =
            "raise the limit with ulimit -l or LimitMEMLOCK= of the service, or turn swap off or encrypt it";

    private final LockedPages.PageLock lock;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Creates the provider; nothing native is touched. */
    public LinuxSecretMemoryProvider() {
        this((address, length) -> LibC.mlock(address, length));
    }

    LinuxSecretMemoryProvider(LockedPages.PageLock lock) {
        this.lock = lock;
    }

    @Override
    public String name() {
        return "linux-jna";
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return LinuxAccess.granted();
    }

    @Override
    public List<Feature> probe() {
        NativeAccess access = LinuxAccess.get();
        List<Feature> features = new ArrayList<>(access.features());
        if (access instanceof NativeAccess.Granted) {
            try (LockedPages pages = new LockedPages(new byte[1], lock)) {
                features.add(Feature.supported("wipe-on-close"));
                features.add(feature("locked-memory", pages.locked(), NOT_LOCKED, REMEDY));
                features.add(
                        feature("no-core-dump", !pages.dumpable(), "the kernel refused MADV_DONTDUMP", "ulimit -c 0"));
                features.add(feature(
                        "wipe-on-fork",
                        !pages.inherited(),
                        "the kernel refused MADV_WIPEONFORK",
                        "use Linux 4.14 or later"));
            }
        }
        return features;
    }

    @Override
    public SecretMemory protect(byte[] secret) {
        if (LinuxAccess.get() instanceof NativeAccess.Refused refused) {
            throw new IllegalStateException("cannot call Linux: " + refused.reason());
        }
        LockedPages pages = new LockedPages(secret, lock);
        if (!pages.locked() && warned.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "{0}; {1}", NOT_LOCKED, REMEDY);
        }
        return pages;
    }

    private static Feature feature(String name, boolean there, String reason, String remedy) {
        return there ? Feature.supported(name) : Feature.degraded(name, reason, remedy);
    }
}
