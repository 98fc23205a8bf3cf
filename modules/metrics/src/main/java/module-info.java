// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A log's figures in Micrometer.
 *
 * <p>Start with {@link io.duramen.metrics.WalMetricsBinder}.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // Micrometer names its module, and describes none
module io.duramen.metrics {
    requires transitive io.duramen.wal;
    requires transitive micrometer.core;
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.metrics;
}
