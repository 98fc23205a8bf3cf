// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.crypto.ReencryptionReport;
import java.util.Map;

/** What is told of data that was sealed anew, and of what stays under a data key of before. */
public final class ReencryptionText {
    private final ReencryptionReport report;
    private final Style style;

    /**
     * Makes what is told.
     *
     * @param report what was done
     * @param style colours, or none
     */
    public ReencryptionText(ReencryptionReport report, Style style) {
        this.report = report;
        this.style = style;
    }

    /**
     * Tells machines.
     *
     * @param facts get it
     */
    public void facts(Map<String, Object> facts) {
        facts.put("reencrypted", report.reencrypted());
        facts.put("reencryptedBytes", report.bytes());
        facts.put("olderDataKeys", report.left());
    }

    /**
     * Tells people.
     *
     * @param lines get it
     */
    public void text(Lines lines) {
        lines.line(
                "sealed anew",
                Units.count(report.reencrypted(), "file") + ", " + Units.bytes(report.bytes()) + " written");
        report.left().forEach(file -> lines.line(style.odd("older data key"), file));
    }
}
