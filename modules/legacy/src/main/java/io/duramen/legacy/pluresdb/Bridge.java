// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import static io.duramen.legacy.pluresdb.BlobLayout.*;

import io.duramen.legacy.ImportDamage;
import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.Findings.Refusal;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in an object bridge and the log chunks beside it, read once.
 *
 * <p>Of the log, what is younger than the snapshot counts on top of it: the snapshot holds whatever is older, and of records of
 * its own second nobody can say whether it does. Without any snapshot all of the log counts.
 */
final class Bridge implements Rereader {
    private final LegacySource source;
    private final @Nullable Manifest manifest;
    private final List<String> chunks = new ArrayList<>();
    private final List<LogChunk> logChunks = new ArrayList<>();
    private final List<ImportDamage> damage = new ArrayList<>();
    private final Replayed replayed = new Replayed();
    private long nodes;
    private long logRecords;
    private @Nullable Refusal failure;

    private Bridge(LegacySource source, @Nullable Manifest manifest) {
        this.source = source;
        this.manifest = manifest;
    }

    static Bridge read(LegacySource source, BlobSurvey survey, @Nullable Manifest manifest) {
        Bridge bridge = new Bridge(source, manifest);
        if (manifest != null) {
            bridge.restore(survey, manifest);
        }
        survey.logChunks().forEach(bridge::replay);
        return bridge;
    }

    private void restore(BlobSurvey survey, Manifest of) {
        for (ChunkRef chunk : of.chunks()) {
            String file = isHash(chunk.hash()) ? file(chunk.hash()) : DIRECTORY;
            chunks.add(file);
            if (survey.isDamaged(chunk.hash())) {
                fail(BLOB_HASH_MISMATCH, file, "its content has another hash");
            } else if (file.equals(DIRECTORY) || !source.isFile(file)) {
                tell(BLOB_MISSING, file, -1);
                fail(BLOB_MISSING, file, "the manifest names a chunk that is not there");
            } else {
                restore(chunk, file);
            }
        }
        if (failure == null && nodes != of.nodeCount()) {
            tell(NODE_COUNT_MISMATCH, file(of.hash()), -1);
        }
    }

    private void restore(ChunkRef chunk, String name) {
        int ordinal = chunks.size() - 1;
        try (SourceFile file = source.open(name);
                InputStream in = file.stream(0, Long.MAX_VALUE)) {
            if (file.size() != chunk.size()) {
                String told = Long.toUnsignedString(chunk.size());
                tell(BLOB_HASH_MISMATCH, name, -1);
                fail(BLOB_HASH_MISMATCH, name, "it has " + file.size() + " bytes, and " + told + " by the manifest");
                return;
            }
            ArrayElements elements = new ArrayElements(in, MAX_OBJECT_BYTES);
            for (byte[] element = elements.next(); element != null; element = elements.next()) {
                Node node = Node.parse(element);
                if (node == null) {
                    throw new NoArrayException(elements.offset());
                }
                nodes++;
                replayed.fold().note(IdHash.of(node.id()), 0, Place.of(ordinal, elements.offset(), false));
            }
        } catch (NoArrayException e) {
            tell(BLOB_UNPARSEABLE, name, e.offset());
            fail(BLOB_UNPARSEABLE, name, "no array of nodes at offset " + e.offset());
        } catch (IOException e) {
            throw new LegacyReadException(source.describe(name), e);
        }
    }

    /** Remembers why the snapshot cannot be restored; the first reason stays. */
    private void fail(String code, String file, String found) {
        if (failure == null) {
            failure = new Refusal(
                    code,
                    file,
                    found,
                    "bring the blob back from a copy, or name another manifest with --snapshot HASH");
        }
    }

    private void tell(String reason, String file, long offset) {
        damage.add(new ImportDamage(file, 0, offset, reason));
    }

    private void replay(ChunkRef chunk) {
        String name = file(chunk.hash());
        int ordinal = chunks.size() + logChunks.size();
        LogChunk of = new LogChunk(chunk);
        logChunks.add(of);
        try (SourceFile file = source.open(name);
                InputStream in = file.stream(0, Long.MAX_VALUE)) {
            ArrayElements elements = new ArrayElements(in, MAX_OBJECT_BYTES);
            for (byte[] element = elements.next(); element != null; element = elements.next()) {
                SegmentRecord record = SegmentRecord.parse(element);
                if (record == null) {
                    tell(SegmentLayout.UNPARSEABLE_PAYLOAD, name, elements.offset());
                } else if (!record.checks()) {
                    tell(SegmentLayout.CHECKSUM_MISMATCH, name, elements.offset());
                } else {
                    of.note(record.seq());
                    replay(record, ordinal, elements.offset());
                }
            }
        } catch (NoArrayException e) {
            tell(SegmentLayout.UNPARSEABLE_PAYLOAD, name, e.offset());
        } catch (IOException e) {
            throw new LegacyReadException(source.describe(name), e);
        }
    }

    private void replay(SegmentRecord record, int ordinal, long offset) {
        logRecords++;
        if (manifest == null || record.timestamp() > manifest.createdAt()) {
            replayed.take(record, ordinal, offset);
        }
    }

    /** What is damaged, beside the blobs that are not what their names say. */
    List<ImportDamage> damage() {
        return damage;
    }

    /** Why the snapshot cannot be restored, or {@code null}. */
    @Nullable
    Refusal failure() {
        return failure;
    }

    long nodes() {
        return nodes;
    }

    long logRecords() {
        return logRecords;
    }

    Fold fold() {
        return replayed.fold();
    }

    /** Every node in the order of the snapshot, as a report shows it; read again each time. */
    Iterable<Map<String, Object>> shownNodes() {
        return () -> new ShownElements(source, chunks, element -> {
            Node node = Node.parse(element);
            return node == null ? null : node.shown();
        });
    }

    /** The log chunks, in the order of the lowest numbers in them. */
    List<ChunkRef> logChunks() {
        return logChunks.stream().sorted(LogChunk.ORDER).map(LogChunk::ref).toList();
    }

    /** Every record of the log chunks that fits its checksum, as a report shows it; read again each time. */
    Iterable<Map<String, Object>> shownRecords() {
        List<String> files =
                logChunks().stream().map(chunk -> file(chunk.hash())).toList();
        return () -> new ShownElements(source, files, element -> {
            SegmentRecord record = SegmentRecord.parse(element);
            return record == null || !record.checks() ? null : record.shown();
        });
    }

    @Override
    public String name(int file) {
        return file < chunks.size()
                ? chunks.get(file)
                : file(logChunks.get(file - chunks.size()).ref().hash());
    }

    @Override
    public Reading open(int file) {
        return new OpenChunk(source.open(name(file)), file >= chunks.size());
    }
}
