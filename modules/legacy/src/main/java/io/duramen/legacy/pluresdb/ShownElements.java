// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.LegacyReadException;
import io.duramen.legacy.families.LegacySource;
import io.duramen.legacy.families.SourceFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The elements of chunks as a report shows them, in their order. What is none of them was told when they were read first. */
final class ShownElements extends Batched<Map<String, Object>> {

    /** Shows an element, or returns {@code null} if it is not one. */
    @FunctionalInterface
    interface Shown {
        @Nullable
        Map<String, Object> of(byte[] element);
    }

    private final LegacySource source;
    private final List<String> files;
    private final Shown shown;
    private int file;
    private long at;

    ShownElements(LegacySource source, List<String> files, Shown shown) {
        this.source = source;
        this.files = files;
        this.shown = shown;
    }

    @Override
    void fill(Queue<Map<String, Object>> into) {
        while (file < files.size() && into.isEmpty()) {
            if (!fill(files.get(file), into)) {
                file++;
                at = 0;
            }
        }
    }

    /** Reads some of a chunk. Returns whether there is more of it. */
    private boolean fill(String name, Queue<Map<String, Object>> into) {
        try (SourceFile chunk = source.open(name)) {
            ArrayElements elements =
                    new ArrayElements(chunk.stream(at, Long.MAX_VALUE), BlobLayout.MAX_OBJECT_BYTES, at);
            long enough = at + BATCH_BYTES;
            do {
                byte[] element = elements.next();
                Map<String, Object> fields = element == null ? null : shown.of(element);
                if (fields != null) {
                    into.add(fields);
                }
            } while (!elements.isEnded() && elements.position() < enough);
            at = elements.position();
            return !elements.isEnded();
        } catch (NoArrayException e) {
            return false;
        } catch (IOException e) {
            throw new LegacyReadException(source.describe(name), e);
        }
    }
}
