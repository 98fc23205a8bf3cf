// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
/** How a store is plugged in; see {@link io.duramen.commit.spi.StateStoreProvider}. */
package io.duramen.commit.spi;
