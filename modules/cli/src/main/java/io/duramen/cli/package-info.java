// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The entry of the {@code duramen} command, its exit codes and its errors. */
package io.duramen.cli;
