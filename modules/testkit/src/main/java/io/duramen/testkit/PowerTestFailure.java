// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/** A subject of a {@link PowerTest} did not stand a crash. */
public final class PowerTestFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    /** The subject's name. */
    private final String subject;

    /** The crash. */
    private final CrashFailure crash;

    PowerTestFailure(String subject, CrashFailure crash) {
        super(subject + ": " + crash.getMessage(), crash);
        this.subject = subject;
        this.crash = crash;
    }

    /**
     * Returns who did not stand it.
     *
     * @return the subject's name
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns what it did not stand.
     *
     * @return the crash
     */
    public CrashFailure crash() {
        return crash;
    }
}
