// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import java.util.concurrent.atomic.AtomicLong;

/** Gives threads places in a file of fixed length, from the start again when it is full. */
final class Ring {
    private final AtomicLong next = new AtomicLong();
    private final long slots;
    private final int slotBytes;

    Ring(long fileBytes, int slotBytes) {
        this.slotBytes = slotBytes;
        this.slots = fileBytes / slotBytes;
    }

    long claim() {
        return next.getAndIncrement() % slots * slotBytes;
    }
}
