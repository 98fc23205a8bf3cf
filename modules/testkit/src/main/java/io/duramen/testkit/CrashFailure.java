// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/** A program did not stand a crash. The message says in which one, and how to see it again. */
public final class CrashFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The crash, as {@link CrashRunner#replay} takes it. */
    private final String point;

    CrashFailure(String point, String what, Throwable cause) {
        super(
                what + ": " + cause + "\n  replay this crash alone with CrashRunner.replay(\"" + point + "\") or -D"
                        + CrashRunner.REPLAY + "=\"" + point + "\"",
                cause);
        this.point = point;
    }

    /**
     * Returns the crash.
     *
     * @return as {@link CrashRunner#replay} takes it
     */
    public String point() {
        return point;
    }
}
