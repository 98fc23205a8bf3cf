// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** Typed views of a state store; start with {@link io.duramen.views.View}. */
package io.duramen.views;
