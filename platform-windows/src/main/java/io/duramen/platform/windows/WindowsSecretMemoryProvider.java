// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.base.Feature;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import io.duramen.natives.NativeAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps secrets in locked pages, out of the page file and out of Windows' reports of a crash. */
public final class WindowsSecretMemoryProvider implements SecretMemoryProvider {
    private static final System.Logger LOG = System.getLogger("io.duramen.platform.windows");
    private static final String NOT_LOCKED =
            "Windows does not lock memory for this process (VirtualLock), secrets may be written to the page file";
    private static final String REMEDY =
            "give the user the right \"Increase a process working set\", or have the page file encrypted: "
                    + "fsutil behavior set EncryptPagingFile 1";

    private final LockedPages.PageLock lock;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** Creates the provider; nothing native is touched. */
    public WindowsSecretMemoryProvider() {
        this((address, length) -> LockedPages.virtualLock(address, length));
    }

    WindowsSecretMemoryProvider(LockedPages.PageLock lock) {
        this.lock = lock;
    }

    @Override
    public String name() {
        return "windows-jna";
    }

    @Override
    public int priority() {
        return NATIVE;
    }

    @Override
    public boolean isAvailable() {
        return WindowsAccess.granted();
    }

    @Override
    public List<Feature> probe() {
        NativeAccess access = WindowsAccess.get();
        List<Feature> features = new ArrayList<>(access.features());
        if (access instanceof NativeAccess.Granted) {
            try (LockedPages pages = new LockedPages(new byte[1], lock)) {
                features.add(Feature.supported("wipe-on-close"));
                features.add(
                        pages.locked()
                                ? Feature.supported("locked-memory")
                                : Feature.degraded("locked-memory", NOT_LOCKED, REMEDY));
                features.add(Feature.degraded(
                        "no-core-dump",
                        pages.reported()
                                ? "this Windows cannot leave memory out of its reports of a crash"
                                : "left out of Windows' own reports, not of a dump the JVM or a debugger makes",
                        "start Java with -XX:-CreateCoredumpOnCrash"));
            }
        }
        return features;
    }

    @Override
    public SecretMemory protect(byte[] secret) {
        if (WindowsAccess.get() instanceof NativeAccess.Refused refused) {
            throw new IllegalStateException("cannot call Windows: " + refused.reason());
        }
        LockedPages pages = new LockedPages(secret, lock);
        if (!pages.locked() && warned.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, "{0}; {1}", NOT_LOCKED, REMEDY);
        }
        return pages;
    }
}
