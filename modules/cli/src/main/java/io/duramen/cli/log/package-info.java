// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What can be seen of a log, and done to it, from a terminal. Start with {@link io.duramen.cli.log.LogCommand}. */
package io.duramen.cli.log;
