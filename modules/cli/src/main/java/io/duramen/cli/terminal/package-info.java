// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** How things look on a terminal and elsewhere. */
package io.duramen.cli.terminal;
