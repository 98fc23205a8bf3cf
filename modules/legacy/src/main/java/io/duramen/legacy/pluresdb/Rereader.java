// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

/** Reads again what a {@link Fold} found, by its place. */
interface Rereader {

    /** The name of a file, relative to the source. */
    String name(int file);

    /** Opens a file. */
    Reading open(int file);

    /** An open file. */
    interface Reading extends AutoCloseable {

        /** What stands at an offset, which was read there before. */
        Decided at(long offset);

        @Override
        void close();
    }
}
