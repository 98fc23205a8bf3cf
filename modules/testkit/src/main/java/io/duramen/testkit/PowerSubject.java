// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.Storage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something whose survival of power failures is to be shown by a {@link PowerTest}: a program and the check of what a crash
 * left of it. Everything random in both follows from the seed they are given.
 *
 * <p><b>Thread safety:</b> both methods are called by several threads at once, each with a disk of its own.
 */
public interface PowerSubject {

    /**
     * Returns the name by which it is chosen, shown and replayed.
     *
     * @return one word, no other subject's
     */
    String name();

    /**
     * Says what the program does.
     *
     * @return half a sentence
     */
    String what();

    /**
     * Does the program's work on an empty disk; the same for the same seed. See {@link CrashRunner.Workload}.
     *
     * @param storage the disk
     * @param log takes what is tried and what is promised
     * @param seed decides everything random
     * @throws Exception if the program failed by itself
     */
    void run(Storage storage, AckLog log, long seed) throws Exception;

    /**
     * Opens what a crash left, compares it with what was promised, and goes on. See {@link CrashRunner.Verifier}.
     *
     * @param storage the disk after the restart
     * @param log what was tried and promised
     * @param seed the one the program ran with
     * @throws Exception if what was found is wrong; an {@link AssertionError} will do as well
     */
    void verify(Storage storage, AckLog log, long seed) throws Exception;

    /**
     * Names the kind of moment at which the power failed, under which its states are counted.
     *
     * @param operation what the power failed in, or {@code null} if it failed after the last operation
     * @return a few words; unless overridden the kind of the operation
     */
    default String point(@Nullable Operation operation) {
        return operation == null
                ? "after the last operation"
                : operation.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
