// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.EncryptionLayout.*;

import io.duramen.base.Progress;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.families.Findings;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacyFamily;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.Selection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads PluresDB's encrypted blobs, {@code encryption.json} and the files beside it, with the password they were encrypted
 * with. Keys are the names of the files, values what is in them.
 *
 * <p>Nothing tells a wrong password from a blob that was altered but that others open with it; so one that opens none is
 * refused, by one error for both. The report shows what is in the blobs, and no secret: its fields for the password and the
 * key are always {@code null}.
 */
public final class EncryptionFamily implements LegacyFamily {

    /** Creates the family. */
    public EncryptionFamily() {}

    @Override
    public String system() {
        return "pluresdb";
    }

    @Override
    public String format() {
        return "encryption";
    }

    @Override
    public boolean recognises(LegacySource source) {
        return source.isFile(FILE);
    }

    @Override
    public Findings read(LegacySource source, Selection selection, Progress progress) {
        EncryptionFile file = EncryptionFile.read(source);
        Refusal problem = problem(file, selection);
        if (problem != null) {
            EncryptedBlobs none = EncryptedBlobs.none(source, selection.secret());
            return new Findings(fields(file, none), List.of(), List.of(), problem, problem);
        }
        selection.secret().derive((argon2, password) -> BlobKey.derive(argon2, password, file.salt()));
        EncryptedBlobs blobs = EncryptedBlobs.survey(source, selection.secret(), progress);
        if (blobs.isKeyRefused()) {
            throw refused(source, blobs);
        }
        List<ImportDamage> damage = blobs.damage();
        Refusal tooLarge = tooLarge(blobs);
        return new Findings(
                fields(file, blobs),
                blobs.changes(),
                damage,
                tooLarge,
                tooLarge == null ? strictRefusal(damage) : tooLarge);
    }

    private static @Nullable Refusal problem(EncryptionFile file, Selection selection) {
        if (file.problem() != null || selection.secret().isThere()) {
            return file.problem();
        }
        return new Refusal(
                "SOURCE_PASSWORD_MISSING",
                FILE,
                "the blobs are encrypted, and there is no password for them",
                "give the password they were encrypted with");
    }

    private static KeyRefusedException refused(LegacySource source, EncryptedBlobs blobs) {
        return new KeyRefusedException(
                "the password opens none of the " + blobs.count(TAMPERED) + " blobs in " + source.describe("")
                        + ": it is wrong, or every one of them was altered",
                Map.of("directory", source.describe(""), "blobs", blobs.count(TAMPERED)),
                "try the password again; it is compared byte by byte, spaces included");
    }

    private static @Nullable Refusal tooLarge(EncryptedBlobs blobs) {
        return blobs.blobs().stream()
                .filter(blob -> TOO_LARGE.equals(blob.error()))
                .findFirst()
                .map(blob -> new Refusal(
                        "VALUE_TOO_LARGE",
                        blob.name(),
                        "it has more than the " + MAX_BLOB_BYTES + " bytes that a value can come of",
                        "take it out of a copy of the directory, and import that"))
                .orElse(null);
    }

    private static @Nullable Refusal strictRefusal(List<ImportDamage> damage) {
        return damage.stream()
                .findFirst()
                .map(found -> new Refusal(
                        "LEGACY_DAMAGED",
                        found.file(),
                        found.reason(),
                        "run the import without --strict to take over everything else"))
                .orElse(null);
    }

    private static Map<String, @Nullable Object> fields(EncryptionFile file, EncryptedBlobs blobs) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        int revoked = file.revokedDevices().size();
        fields.put(
                "summary",
                blobs.blobs().size() + " blobs, " + blobs.count(null) + " of them opened; " + revoked
                        + " devices revoked by a list that kept none of them from anything");
        fields.put("password", null);
        fields.put("wrong_password", null);
        fields.put("derived_key_hex", null);
        fields.put("revoked_devices", file.revokedDevices());
        fields.put("blobs", blobs.shown());
        return fields;
    }
}
