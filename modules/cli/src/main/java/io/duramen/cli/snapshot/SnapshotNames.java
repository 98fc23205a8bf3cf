// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.snapshot;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.commit.Snapshots;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a snapshot may be called. */
final class SnapshotNames {
    private SnapshotNames() {}

    static String checked(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > Snapshots.MAX_NAME_BYTES || name.chars().anyMatch(Character::isISOControl)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "SNAPSHOT_NAME",
                    "a snapshot's name has 1 to " + Snapshots.MAX_NAME_BYTES + " bytes and no control characters",
                    Map.of("bytes", length),
                    "choose another name",
                    null);
        }
        return name;
    }
}
