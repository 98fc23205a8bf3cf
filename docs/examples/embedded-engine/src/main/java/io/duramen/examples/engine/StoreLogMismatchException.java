// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import java.util.Map;

/**
 * The store and the log do not belong together, or one of them is older than the other can make up for. Nothing was changed: any
 * way on from here would lose something that was acknowledged, and only a person can choose it.
 */
public final class StoreLogMismatchException extends EngineException {
    private static final long serialVersionUID = 1L;

    private StoreLogMismatchException(String code, String message, Map<String, ?> details, String hint) {
        super(code, message, details, hint, null);
    }

    /** The store follows another log. */
    static StoreLogMismatchException foreign(String expected, String found) {
        return new StoreLogMismatchException(
                "ENGINE_LOG_FOREIGN",
                "the store follows log " + expected + ", the log found is " + found,
                Map.of("expected", expected, "found", found),
                "put the log of this store beside it; duramen log stat shows which log a directory holds");
    }

    /** The store follows no log, and this one has been written to. */
    static StoreLogMismatchException unbound(long last) {
        return new StoreLogMismatchException(
                "ENGINE_STORE_UNBOUND",
                "the store follows no log, the log found has " + last + " transactions: the store was lost or replaced",
                Map.of("last", last),
                "restore the store from a backup; duramen log stat shows from which transaction on the log can make up for it");
    }

    /** The store has more than the log: what the log had is gone. */
    static StoreLogMismatchException storeAhead(long applied, long last) {
        return new StoreLogMismatchException(
                "ENGINE_LOG_LOST",
                "the store holds transaction " + applied + ", the log ends with " + last + ": its end is lost",
                Map.of("applied", applied, "last", last),
                "restore the log and the store from one backup; duramen log stat shows what the log holds");
    }

    /** The log no longer has what the store lacks. */
    static StoreLogMismatchException storeBehind(long applied, long first) {
        return new StoreLogMismatchException(
                "ENGINE_STORE_BEHIND",
                "the store ends with transaction " + applied + ", the log begins with " + first
                        + ": the store is older than the last checkpoint",
                Map.of("applied", applied, "first", first),
                "restore the store from a backup that is not older than transaction " + (first - 1)
                        + "; duramen log stat shows what the log holds");
    }
}
