// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** Opens the files of what is imported, where they are not stored as they are to be read. */
@FunctionalInterface
public interface SourceOpener {

    /**
     * Opens a file for reading at any place. Called again for each reading of it.
     *
     * @param file the file
     * @return what is to be read, closed by the caller
     * @throws IOException if it cannot be read
     */
    SeekableByteChannel open(Path file) throws IOException;
}
