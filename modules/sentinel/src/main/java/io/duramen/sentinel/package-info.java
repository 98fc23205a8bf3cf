// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Processor time of transactions. Start with {@link io.duramen.sentinel.Sentinel}. */
package io.duramen.sentinel;
