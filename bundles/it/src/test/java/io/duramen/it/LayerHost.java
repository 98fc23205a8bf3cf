// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A program that knows nothing of Duramen and loads the application as a plug-in, in a module layer of its own: {@code
 * LayerHost grant|keep STORE JAR...}.
 */
final class LayerHost {
    private LayerHost() {}

    public static void main(String[] args) throws Exception {
        Path[] jars = new Path[args.length - 2];
        for (int i = 0; i < jars.length; i++) {
            jars[i] = Path.of(args[i + 2]);
        }
        Configuration plugin = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(ModuleFinder.of(jars), ModuleFinder.of(), Set.of("io.duramen.it"));
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                plugin, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader());
        if (args[0].equals("grant")) {
            grant(controller);
        }
        Class<?> main = controller.layer().findLoader("io.duramen.it").loadClass("io.duramen.it.app.LoadingMain");
        try {
            main.getMethod("main", String[].class).invoke(null, (Object) new String[] {args[1]});
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Grants native access to JNA, by reflection: the method is there from JDK 22 on, and this is compiled for 17. */
    private static void grant(ModuleLayer.Controller controller) throws ReflectiveOperationException {
        Method enable = ModuleLayer.Controller.class.getMethod("enableNativeAccess", Module.class);
        enable.invoke(controller, controller.layer().findModule("com.sun.jna").orElseThrow());
    }
}
