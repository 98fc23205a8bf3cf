// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Other people's logs, each set up as its manual says for durable appends, and as fast as that lets it be. */
@org.jspecify.annotations.NullMarked
package io.duramen.bench.peers;
