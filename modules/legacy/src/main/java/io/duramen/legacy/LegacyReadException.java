// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import java.io.IOException;
import java.util.Map;

/** A file or directory of a predecessor cannot be read. Nothing in it was changed. */
public final class LegacyReadException extends LegacyException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the file
     * @param cause why
     */
    public LegacyReadException(String file, IOException cause) {
        super(
                "LEGACY_UNREADABLE",
                "cannot read " + file + ": " + cause,
                Map.of("file", file, "found", String.valueOf(cause)),
                "check the path and the permissions, then run the same command again",
                cause);
    }
}
