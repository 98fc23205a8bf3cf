// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.ReportText;
import io.duramen.legacy.families.SourceSecret;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a predecessor's directory. Closing it wipes the key of a source that is encrypted, after which the report
 * cannot be written nor the import carried out; of other sources it does nothing.
 */
public final class ImportFindings implements AutoCloseable {
    private final LegacyFamily family;
    private final LegacySource source;
    private final Findings findings;
    private final SourceSecret secret;

    ImportFindings(LegacyFamily family, LegacySource source, Findings findings, SourceSecret secret) {
        this.family = family;
        this.source = source;
        this.findings = findings;
        this.secret = secret;
    }

    /**
     * Returns whose format it is.
     *
     * @return {@code aethel}, {@code pluresdb}, {@code phoenix} or our own, {@code duramen}
     */
    public String system() {
        return family.system();
    }

    /**
     * Returns the format.
     *
     * @return one of {@link StoreImport#formats}
     */
    public String format() {
        return family.format();
    }

    /**
     * Tells whether a password was needed to read the source, so that a store that is not sealed would hold it in clear.
     *
     * @return {@code true} if so
     */
    public boolean isEncrypted() {
        return secret.isUsed();
    }

    /**
     * Says in one sentence what is there.
     *
     * @return the summary
     */
    public String summary() {
        return String.valueOf(findings.fields().get("summary"));
    }

    /**
     * Returns every piece of damage, torn ends included, in the order of the source.
     *
     * @return the damage
     */
    public List<ImportDamage> damage() {
        return findings.damage();
    }

    /**
     * Returns why nothing of it can be imported at all.
     *
     * @return a code, for instance {@code STATE_FILE_MISSING}; {@code null} if it can be imported
     */
    public @Nullable String refusal() {
        return code(findings.refusal());
    }

    /**
     * Returns why a {@linkplain StoreImport#strict strict} import refuses it.
     *
     * @return a code, for instance {@code WAL_FILE_CORRUPTED}; {@code null} if it does not
     */
    public @Nullable String strictRefusal() {
        return code(findings.strictRefusal());
    }

    /**
     * Writes everything found as one JSON object on one line, ASCII only.
     *
     * @param into receives it; nothing larger than a value of the source is held
     * @throws IOException if that throws it
     * @throws LegacyReadException if the source, which is read again, cannot be read or is not what it was
     */
    public void writeJson(Appendable into) throws IOException {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("case", source.name());
        report.put("system", family.system());
        report.put("format", family.format());
        report.putAll(findings.fields());
        ReportText.write(report, into);
    }

    /** Wipes the key, if there is one. Closing twice does nothing. */
    @Override
    public void close() {
        secret.close();
    }

    Findings findings() {
        return findings;
    }

    private static @Nullable String code(@Nullable Refusal refusal) {
        return refusal == null ? null : refusal.code();
    }
}
