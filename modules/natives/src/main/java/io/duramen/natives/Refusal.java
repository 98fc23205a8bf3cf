// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import org.jspecify.annotations.Nullable;

/** Explains why JNA or the C library did not load, and what would mend it. */
final class Refusal {
    private Refusal() {}

    static NativeAccess.Refused explain(Throwable failure) {
        String said = said(failure);
        if (has(failure, IllegalCallerException.class)) {
            return new NativeAccess.Refused(
                    "the JVM denies native access to JNA", Grant.to(com.sun.jna.Native.class.getModule()));
        }
        if (failure instanceof NoClassDefFoundError && !has(failure, ExceptionInInitializerError.class)) {
            return new NativeAccess.Refused(
                    "JNA is not there: " + said, "add net.java.dev.jna:jna-jpms beside Duramen");
        }
        if (said.contains("Operation not permitted") || said.contains("failed to map segment")) {
            return new NativeAccess.Refused(
                    "the directory JNA unpacks its native part to does not allow execution: " + said,
                    "start Java with -Djna.tmpdir=DIRECTORY on a file system that is not mounted noexec");
        }
        if (said.contains("incompatible JNA native library")) {
            return new NativeAccess.Refused(
                    "another version of JNA is installed on this system: " + firstLine(said),
                    "start Java with -Djna.nosys=true");
        }
        if (has(failure, UnsatisfiedLinkError.class)) {
            return new NativeAccess.Refused(
                    "the native part did not load: " + firstLine(said),
                    "check that net.java.dev.jna:jna-jpms has a native part for " + System.getProperty("os.name")
                            + " on " + System.getProperty("os.arch") + " and that no jna.* system property hides it");
        }
        return new NativeAccess.Refused("JNA did not start: " + firstLine(said), null);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** Returns what the innermost cause says. */
    private static String said(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        @Nullable String message = innermost.getMessage();
        return message == null ? innermost.getClass().getName() : message;
    }

    private static String firstLine(String said) {
        String trimmed = said.strip();
        int end = trimmed.indexOf('\n');
        return end < 0 ? trimmed : trimmed.substring(0, end).strip();
    }
}
