// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** Calls a test when a storage has done something to a name. */
final class HookedStorage {
    private HookedStorage() {}

    /** Hears what was done. */
    interface Hook {
        /** Takes the method's name and its arguments. */
        void done(String method, List<Object> arguments);
    }

    static Storage over(Storage storage, Hook hook) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(storage, arguments);
                        hook.done(method.getName(), arguments == null ? List.of() : List.of(arguments));
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
