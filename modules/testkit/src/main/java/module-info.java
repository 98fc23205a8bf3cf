// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Tools to test what survives a crash: a simulated disk, storages that record and fail, a runner that crashes a program at
 * every operation. Needs no test framework.
 *
 * <p>Start with {@link io.duramen.testkit.CrashRunner}.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.testkit {
    requires transitive io.duramen.storage;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.testkit;
}
