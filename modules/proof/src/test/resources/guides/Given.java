// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
import static java.nio.charset.StandardCharsets.UTF_8;

import io.duramen.audit.*;
import io.duramen.base.Progress;
import io.duramen.commit.*;
import io.duramen.commit.merkle.*;
import io.duramen.commit.spi.*;
import io.duramen.crypto.*;
import io.duramen.legacy.*;
import io.duramen.seal.*;
import io.duramen.storage.*;
import io.duramen.wal.*;
import io.duramen.wal.spi.Anchor;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an example on a page has without saying so. */
abstract class EXAMPLE {
    Path dir;
    Path jars;
    StateStore store;
    StoreOptions options;
    StoreOptions targetOptions;
    Storage source;
    Storage target;
    Keyring keyring;
    DeviceKey device;
    Path library;
    char[] chars;
    char[] newChars;
    byte[] key;
    byte[] value;
    byte[] other;
    byte[] from;
    byte[] to;
    AuditTrail trail;
    AuditHead oldHead;
    Configuration configuration;
    ClassLoader parentLoader;

    abstract byte[] next(byte[] value);

    abstract void page(Object... facts);

    abstract void log(Object... facts);

    void example() throws Exception {
        // METHOD
    }

    @interface Component {}

    @interface Activate {}

    @interface Deactivate {}

    @interface Reference {}

    // TYPE
}
