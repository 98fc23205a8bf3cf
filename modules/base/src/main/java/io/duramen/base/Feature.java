// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import org.jspecify.annotations.Nullable;

/**
 * One thing a provider can or cannot do on this machine, found out by trying it.
 *
 * @param name what it is, in lower-case words joined by hyphens, stable between releases
 * @param support how far it is there
 * @param reason why it is degraded or missing, or a detail worth showing; {@code null} if there is nothing to say
 * @param remedy the exact flag, package or setting that would mend it; {@code null} if nothing would or nothing need be
 */
public record Feature(
        String name,
        Support support,
        @Nullable String reason,
        @Nullable String remedy) {

    /**
     * A feature that works as documented.
     *
     * @param name what it is
     * @return the feature
     */
    public static Feature supported(String name) {
        return new Feature(name, Support.SUPPORTED, null, null);
    }

    /**
     * A feature that works as documented, with a detail worth showing.
     *
     * @param name what it is
     * @param detail what was found, for people
     * @return the feature
     */
    public static Feature supported(String name, String detail) {
        return new Feature(name, Support.SUPPORTED, detail, null);
    }

    /**
     * A feature that works with a stated loss.
     *
     * @param name what it is
     * @param reason what is lost and why
     * @param remedy what would mend it, or {@code null}
     * @return the feature
     */
    public static Feature degraded(String name, String reason, @Nullable String remedy) {
        return new Feature(name, Support.DEGRADED, reason, remedy);
    }

    /**
     * A feature that is not there.
     *
     * @param name what it is
     * @param reason why not
     * @param remedy what would mend it, or {@code null}
     * @return the feature
     */
    public static Feature unsupported(String name, String reason, @Nullable String remedy) {
        return new Feature(name, Support.UNSUPPORTED, reason, remedy);
    }
}
