// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.aethel;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.RecoveryAudit;
import io.duramen.legacy.RecoveryAudit.Action;
import io.duramen.legacy.RecoveryAudit.Recovery;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.LineScan;
import io.duramen.legacy.lines.ChangesText;
import io.duramen.legacy.text.BadLineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the text of a recovery audit apart. */
public final class AuditParser {
    private static final String FILE = "state/recovery_audit.log";
    private static final String HEADING = "Recovery Report - ";
    private static final Pattern RULE = Pattern.compile("={80}");
    private static final Pattern FIGURE = Pattern.compile("(Recovered|Uncommitted Transactions|Rolled Back Transactions"
            + "|Temp Files Cleaned|Merkle Root Verified|Recovery Duration|Merkle Root): (True|False|\\d{1,9}|[0-9.]+ms"
            + "|[0-9a-f]{64})");
    private static final Pattern ACTION = Pattern.compile(" {2}\\[(\\d+\\.\\d{6})] ([A-Z_]+): (.*)");
    private static final String ERROR = "  - ";

    private final List<Recovery> recoveries = new ArrayList<>();
    private final Map<String, String> figures = new HashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private long begun;
    private String time = "";

    private AuditParser() {}

    /**
     * Reads the audit of a source.
     *
     * @param source where it is
     * @return the audit, empty if there is none
     */
    public static RecoveryAudit read(LegacySource source) {
        AuditParser parser = new AuditParser();
        LineScan scan = new LineScan(source, FILE).run(parser::line, Progress.NONE);
        parser.end();
        List<ImportDamage> skipped = scan.damage();
        return new RecoveryAudit(parser.recoveries, skipped);
    }

    private void line(long number, long offset, byte[] bytes) throws BadLineException {
        String line = ChangesText.utf8(bytes);
        if (line == null) {
            throw new BadLineException("not_utf8");
        }
        String text = line.stripTrailing();
        Matcher action = ACTION.matcher(text);
        Matcher figure = FIGURE.matcher(text);
        if (text.startsWith(HEADING)) {
            end();
            begun = number;
            time = text.substring(HEADING.length());
        } else if (begun > 0 && action.matches()) {
            actions.add(new Action(number, action.group(1), action.group(2), action.group(3)));
        } else if (begun > 0 && figure.matches()) {
            figures.put(figure.group(1), figure.group(2));
        } else if (begun > 0 && text.startsWith(ERROR)) {
            errors.add(text.substring(ERROR.length()));
        } else if (!RULE.matcher(text).matches() && !text.equals("Errors:") && !text.equals("Audit Log:")) {
            throw new BadLineException("not_understood");
        }
    }

    private void end() {
        if (begun > 0) {
            recoveries.add(new Recovery(
                    begun,
                    time,
                    "True".equals(figures.get("Recovered")),
                    count("Uncommitted Transactions"),
                    count("Rolled Back Transactions"),
                    count("Temp Files Cleaned"),
                    "True".equals(figures.get("Merkle Root Verified")),
                    figures.get("Merkle Root"),
                    errors,
                    actions));
        }
        begun = 0;
        figures.clear();
        errors.clear();
        actions.clear();
    }

    private long count(String figure) {
        String text = figures.getOrDefault(figure, "");
        return text.matches("\\d+") ? Long.parseLong(text) : 0;
    }
}
