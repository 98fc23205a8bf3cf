// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.base.Progress;

/**
 * A store that can be read: a {@link StateStore}, or one {@linkplain StateStore#openReadOnly opened for reading}.
 *
 * <p>Every method except {@link #close}, {@link #recoveryReport} and those of a snapshot throws {@link StoreClosedException}
 * once the store is closed.
 */
public interface ReadableStore extends StateView, AutoCloseable {

    /**
     * Returns the last durable version, which stays as it is and stays readable, also after the store is closed.
     *
     * @return the version
     */
    StateView snapshot();

    /**
     * Tells what was found and done when the store was opened.
     *
     * @return the report
     */
    RecoveryReport recoveryReport();

    /**
     * Checks what is on disk against itself, without changing anything: both manifests, every checkpoint file they name, and
     * every record of the log from the older checkpoint on, whose root is computed again. Commits go on meanwhile;
     * checkpoints wait.
     *
     * @param progress hears how far it has come
     * @return what was checked and what was found wrong
     * @throws io.duramen.storage.StorageException if a file cannot be read at all
     */
    VerificationReport verify(Progress progress);

    /** Closes the store and gives its lock back. Closing twice does nothing. */
    @Override
    void close();
}
