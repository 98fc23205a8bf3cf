// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Reading of JSON lines: one record a line, each with a key in one of its fields. */
package io.duramen.cli.lines;
