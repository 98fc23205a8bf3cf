// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The {@code duramen} command: every capability from a terminal, and the demo that kills itself.
 *
 * <p>Its entry is {@code io.duramen.cli.Main}; nothing is exported.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.cli {
    requires static org.jspecify; // annotations only; not needed at run time
    requires io.duramen.base;
    requires io.duramen.storage;
    requires io.duramen.clock;
    requires io.duramen.crypto;
    requires io.duramen.wal;
    requires io.duramen.commit;
    requires io.duramen.audit;
    requires io.duramen.seal;
    requires io.duramen.legacy;
    requires io.duramen.testkit; // the simulated disk of the power test
    requires info.picocli;
    requires java.management; // the flags of this JVM, handed on to the demo's child
    requires tools.jackson.core;
    requires tools.jackson.databind;

    // picocli fills the annotated fields.
    opens io.duramen.cli to
            info.picocli;
    opens io.duramen.cli.audit to
            info.picocli;
    opens io.duramen.cli.command to
            info.picocli;
    opens io.duramen.cli.demo to
            info.picocli;
    opens io.duramen.cli.keys to
            info.picocli;
    opens io.duramen.cli.log to
            info.picocli;
    opens io.duramen.cli.power to
            info.picocli;
    opens io.duramen.cli.snapshot to
            info.picocli;
}
