// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The commands, each a class. */
package io.duramen.cli.command;
