// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** What a detector and a sink of an audit trail implement. */
package io.duramen.audit.spi;
