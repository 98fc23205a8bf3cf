// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The application under test. Start with {@link io.duramen.it.app.LoadingMain}. */
package io.duramen.it.app;
