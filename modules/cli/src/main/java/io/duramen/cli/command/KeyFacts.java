// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Units;
import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be said of the keys of a store: each epoch's age and state, and what on the disk needs it. */
final class KeyFacts {
    private final List<KeyEpoch> epochs;
    private final KeyUse use;
    private final Instant now;

    KeyFacts(List<KeyEpoch> epochs, KeyUse use, Instant now) {
        this.epochs = epochs;
        this.use = use;
        this.now = now;
    }

    List<Map<String, Object>> facts() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (KeyEpoch epoch : epochs) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("epoch", epoch.number());
            facts.put("state", epoch.state().name());
            facts.put("createdAt", epoch.createdAt().toString());
            facts.put("ageDays", days(epoch));
            if (epoch.closedAt() != null) {
                facts.put("closedAt", epoch.closedAt().toString());
                facts.put("reason", String.valueOf(epoch.reason()));
            }
            facts.put("files", use.of(epoch.number()));
            all.add(facts);
        }
        return all;
    }

    /** Files that who had a data key of before still opens, if he gets them. */
    List<String> older() {
        return use.older();
    }

    /** Files of which nobody can tell which key they need. */
    List<String> unknown() {
        return use.unknown();
    }

    void text(Lines lines) {
        for (KeyEpoch epoch : epochs) {
            int files = use.of(epoch.number()).size();
            String needed = epoch.state() == KeyEpoch.State.DESTROYED ? "" : ", " + Units.count(files, "file");
            String why = epoch.reason() == null ? "" : " (closed: " + epoch.reason() + ")";
            lines.line(
                    "key epoch " + epoch.number(),
                    epoch.state() + ", " + Units.count(days(epoch), "day") + " old" + needed + why);
            if (epoch.state() == KeyEpoch.State.CLOSED) {
                use.of(epoch.number()).forEach(file -> lines.line("  needed by", file));
            }
        }
        use.unknown().forEach(file -> lines.line("unknown key", file));
        if (!use.older().isEmpty()) {
            lines.line(
                    "older data keys",
                    Units.count(use.older().size(), "file")
                            + " sealed before the newest epoch; duramen rotate --reencrypt seals anew what is sound and in use");
        }
    }

    private long days(KeyEpoch epoch) {
        return Math.max(0, Duration.between(epoch.createdAt(), now).toDays());
    }
}
