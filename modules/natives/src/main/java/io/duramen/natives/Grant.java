// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What grants native access to JNA in the situation at hand. */
final class Grant {
    private static final int FIRST_JDK_THAT_WARNS = 24;

    private Grant() {}

    /** Returns how to grant native access to a module, for people who can change the command line or the host. */
    static String to(Module module) {
        if (!module.isNamed()) {
            return "start Java with --enable-native-access=ALL-UNNAMED";
        }
        if (module.getLayer() != ModuleLayer.boot()) {
            // The flag names modules of the boot layer only.
            return "let the host that defines the module layer call ModuleLayer.Controller.enableNativeAccess for module "
                    + module.getName();
        }
        return "start Java with --enable-native-access=" + module.getName();
    }

    /** Returns how to grant native access if this JVM gives it under protest, {@code null} if it gives it freely. */
    static @Nullable String adviceFor(Module module) {
        if (Runtime.version().feature() < FIRST_JDK_THAT_WARNS) {
            return null;
        }
        try {
            boolean enabled = (boolean) MethodHandles.publicLookup()
                    .findVirtual(Module.class, "isNativeAccessEnabled", MethodType.methodType(boolean.class))
                    .invokeExact(module);
            return enabled ? null : to(module);
        } catch (Throwable e) {
            throw new AssertionError("Module.isNativeAccessEnabled is public from JDK 22 on", e);
        }
    }
}
