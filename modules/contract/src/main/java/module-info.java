// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Abstract JUnit classes that every provider of a service interface must pass. */
@org.jspecify.annotations.NullMarked
module io.duramen.contract {
    requires static transitive org.jspecify;
    requires transitive io.duramen.storage;
    requires transitive io.duramen.clock;
    requires transitive io.duramen.crypto;
    requires transitive io.duramen.wal;
    requires transitive io.duramen.commit;
    requires transitive io.duramen.audit;
    requires transitive io.duramen.views;
    requires transitive org.junit.jupiter.api;

    exports io.duramen.contract;

    // JUnit calls test methods that are not public.
    opens io.duramen.contract to
            org.junit.platform.commons;
}
