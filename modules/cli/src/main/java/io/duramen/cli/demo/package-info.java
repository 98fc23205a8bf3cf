// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/** The main job: an import that is killed again and again, and the proof that nothing is lost. */
package io.duramen.cli.demo;
