// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.base.Progress;
import io.duramen.commit.StateStore;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.legacy.families.Change;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import io.duramen.legacy.families.SourceSecret;
import io.duramen.legacy.families.StoreFiller;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a predecessor left in a directory into a {@link StateStore}.
 *
 * <p>The source is only read: nothing in it is written, locked or touched, and a predecessor may go on appending to it. What
 * its own reader would skip is skipped and {@linkplain ImportFindings#damage reported}, wherever it stands.
 *
 * <p>Only what differs is written to the store. An import that was interrupted is therefore gone on with by running it
 * again, and an import that is repeated while the source grows carries over what is new; when the predecessor has stopped and
 * the report {@linkplain StoreImportReport#isNothingNew says that nothing was new}, the store can take its place.
 *
 * <p><b>Thread safety:</b> none; one thread at a time. The store may be written to by others meanwhile: of a key that both
 * write, the later write counts.
 */
public final class StoreImport {

    /** The name that stands for the only format a directory looks like. */
    public static final String AUTO = "auto";

    private final LegacySource source;
    private String format = AUTO;
    private @Nullable String actor;
    private @Nullable String snapshot;
    private @Nullable Supplier<char[]> password;
    private @Nullable KeyDerivation derivation;
    private boolean strict;
    private boolean exact;
    private boolean acceptPartial;
    private Progress progress = Progress.NONE;

    private StoreImport(LegacySource source) {
        this.source = source;
    }

    /**
     * Prepares an import.
     *
     * @param source the predecessor's directory, or the file where its format is one file
     * @return the import
     */
    public static StoreImport from(Path source) {
        return new StoreImport(LegacySource.at(source));
    }

    /**
     * Prepares an import of what is not stored as it is to be read, for instance because it is sealed.
     *
     * @param source the directory or file
     * @param opener opens the files that are read
     * @return the import
     */
    public static StoreImport from(Path source, SourceOpener opener) {
        return new StoreImport(LegacySource.at(source, opener));
    }

    /**
     * Returns the formats that can be read.
     *
     * @return their names, without {@value #AUTO}
     */
    public static List<String> formats() {
        return Families.names();
    }

    /**
     * Sets the format; {@value #AUTO} unless set.
     *
     * @param name one of {@link #formats}, or {@value #AUTO}
     * @return this
     */
    public StoreImport format(String name) {
        this.format = name;
        return this;
    }

    /**
     * Takes only what one actor did, where the format knows actors.
     *
     * @param name the actor, or {@code null} for everybody
     * @return this
     */
    public StoreImport actor(@Nullable String name) {
        this.actor = name;
        return this;
    }

    /**
     * Takes the state of one snapshot, where the format has several.
     *
     * @param id the snapshot's id, or its manifest's hash; {@code null} for the newest state there is
     * @return this
     */
    public StoreImport snapshot(@Nullable String id) {
        this.snapshot = id;
        return this;
    }

    /**
     * Sets where the password comes from, where the format is encrypted. It is asked for once, only if it is needed, and only
     * after everything that can be refused without it.
     *
     * @param value gives the password as it was typed; the array is wiped after its use
     * @return this
     */
    public StoreImport password(Supplier<char[]> value) {
        this.password = value;
        return this;
    }

    /**
     * Sets what makes keys of passwords; the best provider there is unless set.
     *
     * @param value the provider
     * @return this
     */
    public StoreImport keyDerivation(KeyDerivation value) {
        this.derivation = value;
        return this;
    }

    /**
     * Refuses a source with damage that no crash explains, instead of taking what is whole.
     *
     * @return this
     */
    public StoreImport strict() {
        this.strict = true;
        return this;
    }

    /**
     * Also deletes every key of the store that the source does not have. For a store that holds nothing else.
     *
     * @return this
     */
    public StoreImport exact() {
        this.exact = true;
        return this;
    }

    /**
     * Also takes an export of a store that is not all of it: one without its end mark, one that is not as it was written, or what was
     * left of a damaged store. The findings still say so. Together with {@link #strict} only what is as it was written is taken;
     * together with {@link #exact} keys are deleted that may only be missing.
     *
     * @return this
     */
    public StoreImport acceptPartial() {
        this.acceptPartial = true;
        return this;
    }

    /**
     * Sets who hears how far the import has come.
     *
     * @param value the listener
     * @return this
     */
    public StoreImport progress(Progress value) {
        this.progress = value;
        return this;
    }

    /**
     * Looks at the source and writes nothing.
     *
     * @return what was found; to be closed if the source is encrypted
     * @throws UnknownFormatException if the format is unknown or not recognised
     * @throws LegacyReadException if a file cannot be read
     * @throws io.duramen.crypto.KeyRefusedException if the source is encrypted and the password opens nothing of it
     */
    public ImportFindings examine() {
        LegacyFamily family = format.equals(AUTO) ? Families.recognising(source) : Families.named(format);
        SourceSecret secret = SourceSecret.of(password, derivation);
        boolean done = false;
        try {
            Selection selection = new Selection(actor, snapshot, acceptPartial, secret);
            Findings findings = family.read(source, selection, progress);
            done = true;
            return new ImportFindings(family, source, findings, secret);
        } finally {
            if (!done) {
                secret.close();
            }
        }
    }

    /**
     * Imports into a store. When this returns, everything is durable.
     *
     * @param target the store
     * @return what was done
     * @throws ImportRefusedException if the source may not be imported; nothing was written
     * @throws UnknownFormatException if the format is unknown or not recognised
     * @throws LegacyReadException if a file cannot be read
     * @throws io.duramen.crypto.KeyRefusedException if the source is encrypted and the password opens nothing of it
     */
    public StoreImportReport into(StateStore target) {
        try (ImportFindings found = examine()) {
            return into(target, found);
        }
    }

    /**
     * Imports what was {@linkplain #examine found} before.
     *
     * @param target the store
     * @param found what was found; the source is read again where that was too much to keep
     * @return what was done
     * @throws ImportRefusedException if the source may not be imported; nothing was written
     */
    public StoreImportReport into(StateStore target, ImportFindings found) {
        long total = check(found);
        Iterable<Change> changes = found.findings().changes();
        StoreFiller filler = new StoreFiller(target, progress);
        filler.fill(changes, total);
        if (exact) {
            filler.deleteOthers(changes);
        }
        return new StoreImportReport(filler.put(), filler.deleted(), filler.unchanged());
    }

    /**
     * Refuses what {@link #into} would refuse, before there is a store.
     *
     * @param found what was found
     * @return how many keys there are to compare
     * @throws ImportRefusedException if the source may not be imported
     */
    public long check(ImportFindings found) {
        Findings findings = found.findings();
        Refusal refusal = strict && findings.refusal() == null ? findings.strictRefusal() : findings.refusal();
        if (refusal != null) {
            throw new ImportRefusedException(
                    refusal.code(),
                    source.describe(refusal.file()),
                    refusal.expected(),
                    refusal.found(),
                    refusal.hint());
        }
        return StoreFiller.check(findings.changes());
    }
}
