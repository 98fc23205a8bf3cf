// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child is told.
 *
 * @param work what to do
 * @param subject whom to measure
 * @param directory where its files are; exists
 * @param resultFile takes the outcome
 * @param threads how many append
 * @param bytes the size of a record
 * @param records how many records, where time does not decide
 * @param warmupSeconds seconds before the measured time
 * @param seconds the measured time
 * @param changes how many keys a commit sets, where a store is measured
 */
public record ChildArguments(
        String work,
        String subject,
        Path directory,
        Path resultFile,
        int threads,
        int bytes,
        long records,
        double warmupSeconds,
        double seconds,
        int changes) {

    /**
     * Tells a child what is not about stores.
     *
     * @param work what to do
     * @param subject whom to measure
     * @param directory where its files are; exists
     * @param resultFile takes the outcome
     * @param threads how many append
     * @param bytes the size of a record
     * @param records how many records, where time does not decide
     * @param warmupSeconds seconds before the measured time
     * @param seconds the measured time
     */
    public ChildArguments(
            String work,
            String subject,
            Path directory,
            Path resultFile,
            int threads,
            int bytes,
            long records,
            double warmupSeconds,
            double seconds) {
        this(work, subject, directory, resultFile, threads, bytes, records, warmupSeconds, seconds, 1);
    }

    /** Checks the size of a record. */
    public ChildArguments {
        if (bytes < Records.LEAST_BYTES) {
            throw new UsageException("a record has at least " + Records.LEAST_BYTES + " bytes, not " + bytes);
        }
    }

    /**
     * Returns the command line.
     *
     * @return words that {@link #parse} understands
     */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(work);
        words.add(subject);
        words.add(directory.toString());
        words.add(resultFile.toString());
        words.add(Integer.toString(threads));
        words.add(Integer.toString(bytes));
        words.add(Long.toString(records));
        words.add(Double.toString(warmupSeconds));
        words.add(Double.toString(seconds));
        words.add(Integer.toString(changes));
        return words;
    }

    static ChildArguments parse(String... words) {
        return new ChildArguments(
                words[0],
                words[1],
                Path.of(words[2]),
                Path.of(words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Long.parseLong(words[6]),
                Double.parseDouble(words[7]),
                Double.parseDouble(words[8]),
                Integer.parseInt(words[9]));
    }
}
