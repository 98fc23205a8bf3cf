// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The audit trail; start with {@link io.duramen.audit.AuditTrail}. */
package io.duramen.audit;
