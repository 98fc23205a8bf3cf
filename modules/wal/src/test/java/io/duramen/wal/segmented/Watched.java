// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

/** A storage that tells somebody of each operation, by its name and the file's, in the thread that is about to do it. */
final class Watched {
    private Watched() {}

    static Storage storage(Storage storage, BiConsumer<String, String> told) {
        return proxy(Storage.class, (method, arguments) -> {
            String name = arguments != null && arguments[0] instanceof String first ? first : "";
            if (!method.getName().equals("describe")) {
                told.accept(method.getName(), name);
            }
            Object result = call(storage, method, arguments);
            return result instanceof StorageFile file ? file(file, name, told) : result;
        });
    }

    private static StorageFile file(StorageFile file, String name, BiConsumer<String, String> told) {
        return proxy(StorageFile.class, (method, arguments) -> {
            told.accept(method.getName().startsWith("read") ? "read" : method.getName(), name);
            return call(file, method, arguments);
        });
    }

    private interface Call {
        Object made(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        Object made = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.made(method, arguments));
        return type.cast(made);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
