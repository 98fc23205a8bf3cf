// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.DuramenException;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;

/**
 * Holds a decoder to what it owes for any bytes at all: it ends, it throws nothing but errors of the library's own, it reads a
 * bounded number of times, and it allocates no more than it does for intact bytes and four times what it reads.
 */
final class DecoderWatch {
    private static final int TIMES_WHAT_IS_READ = 4;
    private static final int FOR_AN_ERROR =
            1 << 20; // messages, stacks, a thousand tries; far below a length that is trusted
    private static final int READS = 400;

    private final Decoder decoder;
    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long intact;

    DecoderWatch(Decoder decoder) {
        this.decoder = decoder;
        for (byte[] sample : decoder.samples()) {
            requireOpened(sample); // and everything is loaded
            requireOpened(sample);
            intact = Math.max(intact, measured(sample).allocated());
        }
    }

    /** What came of some bytes. */
    private record Measured(String outcome, long allocated, long reads, long bytesRead) {}

    /** Decodes some bytes; tells whether they were accepted, or with which error refused. */
    String check(byte[] input) {
        try {
            Measured measured = measured(input);
            if (measured.reads() > READS + input.length) {
                throw new AssertionError(measured.reads() + " reads for " + input.length + " bytes");
            }
            long most = intact + TIMES_WHAT_IS_READ * measured.bytesRead() + FOR_AN_ERROR;
            if (measured.allocated() > most) {
                measured = measured(input); // not what the virtual machine allocates once
            }
            if (measured.allocated() > most) {
                throw new AssertionError(measured.allocated() + " bytes allocated, " + measured.bytesRead() + " read");
            }
            return measured.outcome();
        } catch (RuntimeException | Error violation) {
            String bytes = HexFormat.of().formatHex(input);
            throw new AssertionError(decoder.name() + ": " + violation + "\n  of the bytes " + bytes, violation);
        }
    }

    /** The same with the checksums mended. */
    String checkMended(byte[] input) {
        return check(decoder.mended(input));
    }

    private Measured measured(byte[] input) {
        RecordingStorage storage = RecordingStorage.over(decoder.image(input));
        long before = threads.getCurrentThreadAllocatedBytes();
        String outcome = "opened";
        try {
            decoder.decode(storage);
        } catch (DuramenException refused) {
            outcome = "refused as " + refused.code();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long read = storage.operations().stream()
                .filter(operation -> operation.kind() == Operation.Kind.READ)
                .mapToLong(Operation::length)
                .sum();
        return new Measured(outcome, allocated, storage.count(Operation.Kind.READ), read);
    }

    private void requireOpened(byte[] sample) {
        String outcome = measured(sample).outcome();
        if (!outcome.equals("opened")) {
            throw new AssertionError("an intact " + decoder.name() + " is " + outcome);
        }
    }
}
