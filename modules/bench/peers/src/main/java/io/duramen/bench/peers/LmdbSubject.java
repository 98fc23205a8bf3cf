// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/** LMDB by lmdbjava, with no flag that weakens its sync: one write transaction an append. It keeps no checksums. */
final class LmdbSubject extends Peer {
    private static final long MAP_BYTES = 16L << 30;

    LmdbSubject() {
        super("lmdb", "LMDB", "lmdb");
    }

    @Override
    public boolean verifies() {
        return false;
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess(
                "--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) {
        EnvFlags[] flags =
                config.purpose() == Purpose.BUFFERED ? new EnvFlags[] {EnvFlags.MDB_NOSYNC} : new EnvFlags[0];
        Env<ByteBuffer> env = Env.create().setMapSize(MAP_BYTES).setMaxDbs(1).open(directory.toFile(), flags);
        return config.purpose() == Purpose.BUFFERED
                ? new LmdbLog.Batched(env, config.recordBytes())
                : new LmdbLog(env, config.recordBytes());
    }
}
