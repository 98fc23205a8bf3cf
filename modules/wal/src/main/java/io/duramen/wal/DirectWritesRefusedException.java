// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link WritePath#DIRECT} was asked for where there are no direct writes. Nothing was appended. */
public final class DirectWritesRefusedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param found why not
     * @param cause what the storage threw, or {@code null}
     */
    public DirectWritesRefusedException(String directory, String found, @Nullable Throwable cause) {
        super(
                "DIRECT_WRITES_REFUSED",
                "the log in " + directory + " was to be written past the page cache, and cannot be: " + found,
                Map.of("directory", directory, "found", found),
                "open it with WritePath.PROBED, which takes direct writes only where they work and are faster, or put it on a"
                        + " file system that has them, such as ext4 or XFS",
                cause);
    }
}
