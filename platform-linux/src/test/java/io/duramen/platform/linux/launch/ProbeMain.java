// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux.launch;

import io.duramen.base.Feature;
import io.duramen.base.Provider;
import io.duramen.clock.CpuClocks;
import io.duramen.crypto.SecretMemories;
import io.duramen.storage.Storages;
import java.util.List;

/** Prints what a JVM started in some way finds and takes. Sees public packages only, like any application. */
public final class ProbeMain {
    private ProbeMain() {}

    /**
     * Prints a line {@code taken NAME} for each kind of provider, and one {@code NAME AVAILABLE} and its features for each.
     *
     * @param args none
     */
    public static void main(String[] args) {
        List<Provider> taken = List.of(CpuClocks.best(), Storages.extras(), SecretMemories.best());
        for (Provider provider : taken) {
            System.out.println("taken " + provider.name());
        }
        CpuClocks.best().open().capture().close();
        print(CpuClocks.all());
        print(Storages.allExtras());
        print(SecretMemories.all());
    }

    private static void print(List<? extends Provider> providers) {
        for (Provider provider : providers) {
            System.out.println(provider.name() + " " + provider.isAvailable());
            if (provider.name().equals("linux-jna")) {
                for (Feature feature : provider.probe()) {
                    System.out.println(feature);
                }
            }
        }
    }
}
