// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The power test: the state store on the simulated disk and under SIGKILL, and the report that must agree with itself. */
package io.duramen.cli.power;
