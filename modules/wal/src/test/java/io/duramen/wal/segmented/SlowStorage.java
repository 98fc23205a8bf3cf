// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.ManualClock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** A storage on which writes, syncs and synchronous writes each take a time of their own on a clock set by hand. */
final class SlowStorage {
    private final Storage storage;
    private final ManualClock clock;
    String slowFile = ""; // what the names of the slow files contain
    Duration write = Duration.ZERO;
    Duration force = Duration.ZERO;
    boolean synchronousFiles; // whether it has such
    Duration synchronousWrite = Duration.ZERO;

    SlowStorage(Storage storage, ManualClock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    Storage asStorage() {
        return proxy(Storage.class, (proxy, method, arguments) -> {
            if (method.getName().equals("open") && arguments[1] == OpenMode.SYNCHRONOUS && !synchronousFiles) {
                throw new StorageException(Kind.UNSUPPORTED, "open", (String) arguments[0], "no such files here", null);
            }
            Object result = call(storage, method, arguments);
            return method.getName().equals("open")
                    ? file((StorageFile) result, arguments[1] == OpenMode.SYNCHRONOUS)
                    : result;
        });
    }

    private StorageFile file(StorageFile file, boolean synchronous) {
        return proxy(StorageFile.class, (proxy, method, arguments) -> {
            if (!file.name().contains(slowFile)) {
                return call(file, method, arguments);
            }
            if (method.getName().startsWith("write")) {
                clock.advance(synchronous ? synchronousWrite : write);
            } else if (method.getName().equals("force")) {
                clock.advance(force);
            }
            return call(file, method, arguments);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
