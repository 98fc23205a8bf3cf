// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
/** Our own store, in its modes. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.store.own;
