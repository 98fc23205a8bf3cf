// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Values as JSON; start with {@link io.duramen.views.json.JsonCodec}. */
package io.duramen.views.json;
