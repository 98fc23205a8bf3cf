// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import com.sun.jna.Native;
import java.util.function.Supplier;

/** Loads JNA when first asked, and remembers how that went. */
public final class Natives {
    private static final System.Logger LOG = System.getLogger("io.duramen.natives");

    private Natives() {}

    /**
     * Tells whether native code can be called, loading JNA if that has not been tried yet.
     *
     * @return the same answer for as long as the JVM, or in OSGi this bundle, lives
     */
    public static NativeAccess access() {
        return Once.ACCESS;
    }

    /**
     * Tries something that needs native code and turns a refusal into its explanation, which is also logged.
     *
     * @param load what to try; what the JVM, the linker or JNA throws in it is caught
     * @return what it returned, or the refusal
     */
    public static NativeAccess attempt(Supplier<NativeAccess> load) {
        NativeAccess access = tryOut(load);
        if (access instanceof NativeAccess.Refused refused) {
            LOG.log(System.Logger.Level.INFO, "no native access: {0}; remedy: {1}", refused.reason(), refused.remedy());
        }
        return access;
    }

    static NativeAccess tryOut(Supplier<NativeAccess> load) {
        try {
            return load.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Error, not LinkageError alone: JNA throws a plain Error when it meets a native part of another version.
            return Refusal.explain(e);
        }
    }

    private static NativeAccess loadJna() {
        String advice = Grant.adviceFor(Native.class.getModule()); // asked before the JVM has given way with a warning
        if (Native.POINTER_SIZE <= 0) { // the first use starts JNA, which loads its native part
            throw new UnsatisfiedLinkError("JNA did not start");
        }
        return new NativeAccess.Granted(advice);
    }

    /** Initialised, and JNA with it, when the answer is first asked for. */
    private static final class Once {
        static final NativeAccess ACCESS = attempt(Natives::loadJna);
    }
}
