// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Audit trails from a terminal, and the one this command itself writes. Start with {@link io.duramen.cli.audit.AuditCommand}. */
package io.duramen.cli.audit;
