// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import io.duramen.cli.Streams;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A verb whose only argument is the log. */
abstract class LogVerb extends LogAccess {
    @Parameters(paramLabel = "DIR", description = "The log, or the store it belongs to.")
    private Path directory = Path.of("");

    LogVerb(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }
}
