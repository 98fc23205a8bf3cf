// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Processor time of threads, with a mark that says how far to trust it. Start with {@link io.duramen.clock.CpuClock}. */
package io.duramen.clock;
