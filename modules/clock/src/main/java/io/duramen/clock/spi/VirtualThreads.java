// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Tells virtual threads from others, on JVMs that have them and on those that do not. */
public final class VirtualThreads {
    /** {@code Thread.isVirtual}, which Java 17 does not have; a constant that the compiler of the JVM sees through. */
    private static final MethodHandle IS_VIRTUAL = isVirtualMethod();

    private VirtualThreads() {}

    /**
     * Tells whether a thread is virtual. Allocates nothing.
     *
     * @param thread the thread
     * @return {@code true} if it is carried by other threads, so that no clock of the system counts for it
     */
    public static boolean isVirtual(Thread thread) {
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("Thread.isVirtual declares no exception", e);
        }
    }

    /**
     * Tells whether this JVM has virtual threads at all.
     *
     * @return {@code true} from Java 21 on
     */
    public static boolean exist() {
        return Runtime.version().feature() >= 21;
    }

    private static MethodHandle isVirtualMethod() {
        MethodType type = MethodType.methodType(boolean.class);
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, "isVirtual", type);
        } catch (ReflectiveOperationException none) {
            return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, false), 0, Thread.class);
        }
    }
}
