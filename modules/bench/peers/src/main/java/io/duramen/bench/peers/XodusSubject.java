// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.peers;

import io.duramen.bench.Purpose;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import java.nio.file.Path;
import java.util.List;
import jetbrains.exodus.env.Environment;
import jetbrains.exodus.env.EnvironmentConfig;
import jetbrains.exodus.env.Environments;

/** Xodus with {@code setLogDurableWrite(true)}, which is off by default: one exclusive transaction an append. No garbage is collected. */
final class XodusSubject extends Peer {

    XodusSubject() {
        super("xodus", "Xodus, durable write", "xodus");
    }

    @Override
    public List<String> jvmFlags() {
        return JvmFlags.nativeAccess();
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) {
        EnvironmentConfig settings = new EnvironmentConfig()
                .setLogDurableWrite(config.purpose() == Purpose.DURABLE)
                .setGcEnabled(false)
                .setManagementEnabled(false);
        Environment environment = Environments.newInstance(directory.toFile(), settings);
        return new XodusLog(environment, config.purpose() == Purpose.DURABLE ? 1 : XodusLog.BATCH);
    }
}
