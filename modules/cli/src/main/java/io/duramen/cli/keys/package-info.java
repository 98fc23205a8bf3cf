// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The verbs about keyrings: what opens a store, and who no longer does. */
package io.duramen.cli.keys;
