// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** The options ask for something a log of JSON lines cannot do. Nothing was changed. */
public final class UnsupportedOptionException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param wanted what was asked for
     * @param reason why it cannot be done
     */
    public UnsupportedOptionException(String directory, String wanted, String reason) {
        super(
                "LOG_OPTION_UNSUPPORTED",
                "the log of JSON lines in " + directory + " cannot offer " + wanted + ": " + reason,
                Map.of("directory", directory, "wanted", wanted, "reason", reason),
                "leave the option out, or use the segmented backend",
                null);
    }
}
