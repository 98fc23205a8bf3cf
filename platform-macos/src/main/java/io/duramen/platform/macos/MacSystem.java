// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.base.Feature;
import io.duramen.natives.NativeAccess;
import io.duramen.natives.Natives;
import io.duramen.natives.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether macOS can be called here, and what it is called by. Asking this first keeps JNA from linking where it cannot. */
final class MacSystem {
    private static final Feature NEVER_EXECUTED = Feature.degraded(
            "tried-on-macos",
            "layout-verified, never executed on macOS: compared with Apple's headers only",
            "run ./mvnw -pl platform-macos -am verify on a Mac and report what it says");

    private final NativeAccess access;
    private final @Nullable LibSystem library;

    private MacSystem(NativeAccess access, @Nullable LibSystem library) {
        this.access = access;
        this.library = library;
    }

    /** Returns the same answer whenever asked. */
    static MacSystem get() {
        return Once.SYSTEM;
    }

    /** A system that is there. */
    static MacSystem of(LibSystem library) {
        return new MacSystem(new NativeAccess.Granted(null), library);
    }

    static MacSystem find(String osName) {
        if (OperatingSystem.named(osName) != OperatingSystem.MACOS) {
            return new MacSystem(new NativeAccess.Refused("this is " + osName + ", not macOS", null), null);
        }
        NativeAccess jna = Natives.access();
        if (jna instanceof NativeAccess.Refused) {
            return new MacSystem(jna, null);
        }
        LibSystem[] loaded = new LibSystem[1];
        NativeAccess access = Natives.attempt(() -> {
            LibSystem library = new NativeLibSystem();
            if (library.getpagesize() <= 0) { // the first call binds them all
                throw new UnsatisfiedLinkError("the system gives no page size");
            }
            loaded[0] = library;
            return jna;
        });
        return new MacSystem(access, loaded[0]);
    }

    boolean granted() {
        return access instanceof NativeAccess.Granted;
    }

    NativeAccess access() {
        return access;
    }

    /** Returns what every provider's report begins with. */
    List<Feature> features() {
        List<Feature> features = new ArrayList<>(access.features());
        if (granted()) {
            features.add(NEVER_EXECUTED);
        }
        return features;
    }

    /**
     * Returns the system's functions.
     *
     * @throws IllegalStateException if there is no access to them
     */
    LibSystem library() {
        if (library == null) {
            String reason = access instanceof NativeAccess.Refused refused ? refused.reason() : "it is not there";
            throw new IllegalStateException("cannot call macOS: " + reason);
        }
        return library;
    }

    private static final class Once {
        static final MacSystem SYSTEM = find(System.getProperty("os.name", "an unnamed system"));
    }
}
