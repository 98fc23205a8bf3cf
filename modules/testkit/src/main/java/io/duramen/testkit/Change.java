// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

/** A change of a file that no force has covered yet. */
sealed interface Change {

    /** Does the change in full. */
    void apply(Content content);

    /** Bytes written. */
    final class Write implements Change {
        private final long offset;
        private final byte[] bytes;

        Write(long offset, byte[] bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        public void apply(Content content) {
            content.write(offset, bytes);
        }

        byte[] bytes() {
            return bytes;
        }

        long offset() {
            return offset;
        }

        long end() {
            return offset + bytes.length;
        }
    }

    /** The file cut off. */
    record Truncate(long size) implements Change {
        @Override
        public void apply(Content content) {
            if (size < content.size()) {
                content.resize(size);
            }
        }
    }

    /** Space reserved, which reads as zeros. */
    record Extend(long size) implements Change {
        @Override
        public void apply(Content content) {
            if (size > content.size()) {
                content.resize(size);
            }
        }
    }
}
