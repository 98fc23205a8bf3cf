// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/** A moment in a transaction to which that transaction can go back; given by {@link Transaction#savepoint}. */
public interface Savepoint {

    /**
     * Returns the transaction it was given by.
     *
     * @return the transaction's number
     */
    long transactionId();
}
