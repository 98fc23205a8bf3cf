// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

/** An exclusive lock; see {@link Storage#lock}. */
public interface StorageLock extends AutoCloseable {

    /** Gives the lock back. Doing so twice does nothing. */
    @Override
    void close();
}
