// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

/** Where a step's changes go: into a transaction, or into the model of it. */
interface StepChanges {

    /** Gives a key a value. */
    void put(String key, byte[] value);

    /** Removes a key, if it is there. */
    void delete(String key);
}
