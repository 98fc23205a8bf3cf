// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A kill left something wrong, or did not happen where it was planned. */
final class KillFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<KillRun> before;

    KillFailure(String message, List<KillRun> before, @Nullable Throwable cause) {
        super(message, cause);
        this.before = before;
    }

    /** The kills before it, which left nothing wrong. */
    List<KillRun> before() {
        return before;
    }
}
