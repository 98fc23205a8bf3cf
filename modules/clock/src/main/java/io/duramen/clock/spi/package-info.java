// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What a provider of {@link io.duramen.clock.CpuClock} implements, and what helps it to do so. */
package io.duramen.clock.spi;
