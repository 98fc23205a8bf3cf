// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import com.sun.nio.file.ExtendedOpenOption;
import java.nio.file.OpenOption;

/**
 * The JDK's option for writes past the cache. It stands in the module {@code jdk.unsupported}, which a run-time image need not have
 * and an OSGi framework need not export: this class then cannot be linked, and {@link DirectFile} says so.
 */
final class DirectOption {

    private DirectOption() {}

    static OpenOption direct() {
        return ExtendedOpenOption.DIRECT;
    }
}
