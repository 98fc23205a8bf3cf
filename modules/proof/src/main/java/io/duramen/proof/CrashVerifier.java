// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Opens what a {@link CrashWriter} left, which recovers it, compares every byte with what must have been written, and says
 * on standard output {@code RANGE a b}: the numbers recovered, without a gap. A directory in which nothing was finished is
 * {@code RANGE 1 0}.
 */
public final class CrashVerifier {
    private CrashVerifier() {}

    /**
     * Runs the verifier; see {@link CrashMain} for its arguments.
     *
     * @param args {@code DIR [options]}
     */
    public static void main(String... args) {
        CrashMain.main(CrashMain.command("verify", args));
    }

    /**
     * Verifies.
     *
     * @param out takes the line
     * @param err takes complaints
     * @param args {@code DIR [options]}
     * @return how it ended
     */
    public static CrashExit run(PrintStream out, PrintStream err, String... args) {
        return run(out::println, err, args);
    }

    static CrashExit run(Consumer<CrashRange> found, PrintStream err, String... args) {
        return CrashMain.guarded(err, () -> {
            CrashArguments arguments = CrashArguments.parse(args);
            err.println("OPENING " + arguments.directory());
            try (CrashSubject subject = CrashSubject.open(arguments)) {
                found.accept(subject == null ? CrashRange.NOTHING : subject.check());
            }
        });
    }
}
