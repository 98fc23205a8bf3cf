// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes numbered records until it is killed, and says on standard output {@code TRY n} before it hands number n over and
 * {@code ACK n} once n is durable. An existing directory is continued, a missing one is created.
 *
 * <p>Standard error gets {@code OPENING directory} before anything is touched, so that a crash can be aimed at the opening
 * as well, and every complaint.
 */
public final class CrashWriter {
    private final CrashArguments arguments;
    private final PrintStream out;
    private final AtomicLong left;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private CrashWriter(CrashArguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
        this.left = new AtomicLong(arguments.count());
    }

    /**
     * Runs the writer; see {@link CrashMain} for its arguments.
     *
     * @param args {@code DIR [seed] [options]}
     */
    public static void main(String... args) {
        CrashMain.main(CrashMain.command("write", args));
    }

    /**
     * Writes until as much is written as was asked for, or something fails.
     *
     * @param out takes the lines
     * @param err takes complaints
     * @param args {@code DIR [seed] [options]}
     * @return how it ended
     */
    public static CrashExit run(PrintStream out, PrintStream err, String... args) {
        return CrashMain.guarded(err, () -> {
            CrashArguments arguments = CrashArguments.parse(args);
            err.println("OPENING " + arguments.directory());
            new CrashWriter(arguments, out).write();
        });
    }

    private void write() {
        try (CrashSubject subject = CrashSubject.openOrCreate(arguments)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < arguments.threads(); i++) {
                threads.add(new Thread(() -> writeOn(subject), "writer-" + i));
            }
            threads.forEach(Thread::start);
            threads.forEach(CrashWriter::join);
        } catch (RuntimeException e) {
            failure.compareAndSet(
                    null, e); // what closing a failed subject throws is only the echo of the first failure
        }
        Throwable first = failure.get();
        if (first instanceof RuntimeException known) {
            throw known;
        } else if (first != null) {
            throw new IllegalStateException(first);
        }
    }

    private void writeOn(CrashSubject subject) {
        try {
            while (failure.get() == null && left.getAndDecrement() > 0) {
                long number = subject.writeNext(next -> out.println("TRY " + next));
                out.println("ACK " + number);
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has a reason to interrupt the crash writer", e);
        }
    }
}
