// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.families;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of lines as the predecessors do: what is not understood is skipped and noted, and a last line without an end
 * that is no JSON is what a crash leaves.
 */
public final class LineScan {
    private static final int REPORT_EVERY = 4096;

    private final LegacySource source;
    private final String name;
    private final List<Skipped> skipped = new ArrayList<>();
    private @Nullable Torn torn;

    /**
     * Prepares to read a file.
     *
     * @param source where it is
     * @param name the file; if it is not there, it has no lines
     */
    public LineScan(LegacySource source, String name) {
        this.source = source;
        this.name = name;
    }

    /** Takes a line, or says why not. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes a line.
         *
         * @param number its number, from 1
         * @param offset its first byte's place in the file
         * @param line its bytes, without the line feed
         * @throws BadLineException if it is none of the format's lines
         */
        void line(long number, long offset, byte[] line) throws BadLineException;
    }

    /**
     * A line that was skipped.
     *
     * @param line its number
     * @param offset its first byte's place
     * @param reason why
     * @param detail what else is known, for people, or {@code null}
     */
    public record Skipped(
            long line, long offset, String reason, @Nullable String detail) {}

    /**
     * What a write that never finished left at the end.
     *
     * @param line its number
     * @param offset its first byte's place
     * @param bytes how many there are
     */
    public record Torn(long line, long offset, long bytes) {}

    /**
     * Reads the file up to the end it has now.
     *
     * @param visitor takes the lines
     * @param progress hears how far it has come, in bytes
     * @return this
     */
    public LineScan run(Visitor visitor, Progress progress) {
        if (!source.exists(name)) {
            return this;
        }
        try (SourceFile file = source.open(name)) {
            long end = file.size();
            RawLines each = new RawLines(file::read, 0, end);
            while (each.advance()) {
                if (!each.isBlank()) {
                    visit(each, visitor);
                }
                if (each.number() % REPORT_EVERY == 0) {
                    progress.update("reading", each.offset(), end);
                }
            }
            progress.update("reading", end, end);
        }
        return this;
    }

    private void visit(RawLines each, Visitor visitor) {
        try {
            visitor.line(each.number(), each.offset(), each.wholeLine());
        } catch (BadLineException e) {
            boolean noJson = e.reason().equals("not_json") || e.reason().equals("not_utf8");
            boolean isTorn = noJson && !each.isTerminated();
            if (isTorn) {
                torn = new Torn(each.number(), each.offset(), each.next() - each.offset());
            }
            skipped.add(new Skipped(each.number(), each.offset(), isTorn ? "torn_tail" : e.reason(), e.detail()));
        }
    }

    /**
     * Returns the lines that were skipped, the torn one included.
     *
     * @return them, in their order
     */
    public List<Skipped> skipped() {
        return skipped;
    }

    /**
     * Returns what a write that never finished left.
     *
     * @return the torn tail, or {@code null}
     */
    public @Nullable Torn torn() {
        return torn;
    }

    /**
     * Tells whether a line was skipped that no crash explains.
     *
     * @return {@code true} if so
     */
    public boolean isDamaged() {
        return skipped.size() > (torn == null ? 0 : 1);
    }

    /**
     * Returns what was skipped as it stands in a report.
     *
     * @return line and reason of each
     */
    public List<Map<String, @Nullable Object>> report() {
        List<Map<String, @Nullable Object>> report = new ArrayList<>();
        for (Skipped each : skipped) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("line", each.line());
            fields.put("reason", each.reason());
            report.add(fields);
        }
        return report;
    }

    /**
     * Returns what was skipped as damage.
     *
     * @return a new list
     */
    public List<ImportDamage> damage() {
        List<ImportDamage> damage = new ArrayList<>();
        skipped.forEach(
                each -> damage.add(new ImportDamage(name, each.line(), each.offset(), each.reason(), each.detail())));
        return damage;
    }
}
