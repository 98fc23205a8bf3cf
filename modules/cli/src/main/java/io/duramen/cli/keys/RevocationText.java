// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.command.ReencryptionText;
import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import io.duramen.crypto.ReencryptionReport;
import io.duramen.crypto.RotationReport;
import io.duramen.seal.RevocationReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of a revocation, and of the rotation behind it or of what a device may still do without one. */
final class RevocationText {
    private final RevocationReport revocation;
    private final Style style;
    private final boolean deep;
    private @Nullable RotationReport rotation;
    private @Nullable ReencryptionText anew;
    private String goOn;

    /** @param deep whether everything was to be sealed anew */
    RevocationText(RevocationReport revocation, Style style, Path directory, boolean deep) {
        this.revocation = revocation;
        this.style = style;
        this.deep = deep;
        this.goOn = "duramen rotate " + directory + (deep ? " --reencrypt --resume" : " --if-due");
    }

    /** There is nothing to rotate where the keyring is. */
    void byNothingHere() {
        goOn = (deep ? "KeyRotation.resumeReencryption" : "KeyRotation.resume")
                + ", with all that is sealed under the keyring, by the program that knows where it is";
    }

    /** A rotation was done. */
    void followedBy(RotationReport done) {
        rotation = done;
    }

    /** A rotation was done, and everything sealed anew before it. */
    void followedBy(ReencryptionReport done) {
        anew = new ReencryptionText(done, style);
        rotation = done.rotation();
    }

    void facts(Map<String, Object> facts) {
        facts.put("revoked", SlotText.facts(revocation.device()));
        facts.put("closedEpoch", revocation.closedEpoch());
        facts.put("activeEpoch", revocation.activeEpoch());
        facts.put(
                "sealedAnew",
                revocation.sealedAnew().stream().map(SlotText::facts).toList());
        facts.put("dropped", revocation.dropped().stream().map(SlotText::facts).toList());
        facts.put("rotated", rotation != null);
        if (rotation != null) {
            Map<String, Object> rotated = new LinkedHashMap<>();
            rotated.put("epoch", rotation.epoch());
            rotated.put("rewrapped", rotation.rewrapped());
            rotated.put("bytes", rotation.bytes());
            rotated.put("destroyed", rotation.destroyed());
            rotated.put("complete", rotation.isComplete());
            rotated.put("unknown", rotation.use().unknown());
            facts.put("rotation", rotated);
        }
        if (anew != null) {
            anew.facts(facts);
        }
    }

    String text(Lines lines) {
        lines.line("revoked " + revocation.device().id(), SlotText.line(revocation.device()));
        revocation.dropped().forEach(slot -> lines.line("dropped " + slot.id(), SlotText.line(slot)));
        revocation.sealedAnew().forEach(slot -> lines.line("slot " + slot.id(), SlotText.line(slot)));
        lines.line(
                "epoch " + revocation.activeEpoch(),
                anew == null ? "began; what was sealed before can still be read by who kept its keys" : "began");
        if (anew != null) {
            anew.text(lines);
        }
        if (rotation == null) {
            return lines.line(
                            style.odd("not rotated"),
                            "epoch " + revocation.closedEpoch()
                                    + " has no end yet: a device that kept its key can still"
                                    + " add segments that are taken for the log's own, until this is done: "
                                    + goOn)
                    .toString();
        }
        lines.line(
                "re-wrapped",
                Units.count(rotation.rewrapped(), "key") + ", " + Units.bytes(rotation.bytes()) + " written");
        return lines.line(
                        "epoch " + revocation.closedEpoch(),
                        rotation.isComplete()
                                ? style.good("ended, and its key is gone")
                                : style.odd("ended; some files still need its key, which is kept")
                                        + "; when they are repaired or removed, run: " + goOn)
                .toString();
    }
}
