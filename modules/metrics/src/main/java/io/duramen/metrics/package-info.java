// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Figures for Micrometer. Start with {@link io.duramen.metrics.WalMetricsBinder}. */
package io.duramen.metrics;
