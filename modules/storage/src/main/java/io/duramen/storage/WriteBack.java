// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.file.Path;

/** Early write-back, which is only ever a hint. */
final class WriteBack {

    private WriteBack() {}

    /** Passes a hint on. An error is dropped: no promise is broken, and the force that makes one finds it again. */
    static void hint(StorageExtras extras, Path file, long position, long length) {
        if (position < 0 || length <= 0) {
            return;
        }
        try {
            extras.hintWriteBack(file, position, length);
        } catch (IOException promisedNothing) {
            // the force that follows goes through another descriptor, which has its own report of every error
        }
    }
}
