// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.crypto.Sealing;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The digest of a checkpoint's file. The header of a sealed one is left out: it is written anew when its key is re-wrapped. */
final class FileDigest {
    private final MessageDigest digest = Bytes.sha256();
    private int ofHeader; // bytes of it still to come

    FileDigest(@Nullable Sealing sealing) {
        this.ofHeader = sealing == null ? 0 : sealing.streamHeaderBytes();
    }

    void update(byte[] bytes, int offset, int length) {
        int skipped = Math.min(ofHeader, length);
        ofHeader -= skipped;
        digest.update(bytes, offset + skipped, length - skipped);
    }

    Digest32 finish() {
        return Digest32.of(digest.digest());
    }

    /** Hands on what is written, from the start of the file. */
    OutputStream of(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                update(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        };
    }

    /** Hands on what is read, from the start of the file. */
    InputStream of(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                update(bytes, offset, Math.max(count, 0));
                return count;
            }
        };
    }
}
