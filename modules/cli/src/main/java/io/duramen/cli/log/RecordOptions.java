// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.wal.LogRecord;
import picocli.CommandLine.Option;

/** The options that say how records are shown to people. */
final class RecordOptions {
    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "64",
            description = "Show at most so much of each payload; JSON holds all of it. Default: ${DEFAULT-VALUE}.")
    private int most = 64;

    @Option(names = "--hex", description = "Show payloads as hexadecimal digits, even if they are text.")
    private boolean hex;

    String text(LogRecord record) {
        return RecordForm.text(record, Math.max(0, most), hex);
    }
}
