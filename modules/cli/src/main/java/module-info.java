// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The duramen command. */
@org.jspecify.annotations.NullMarked
module io.duramen.cli {
    requires static org.jspecify;
    requires io.duramen.storage;
    requires io.duramen.clock;
    requires io.duramen.crypto;
    requires io.duramen.wal;
    requires io.duramen.commit;
    requires io.duramen.seal;
    requires io.duramen.testkit;
    requires info.picocli;
    requires tools.jackson.databind;
}
