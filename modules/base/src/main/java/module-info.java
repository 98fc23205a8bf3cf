// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What every part of Duramen shares: the root of its exceptions, the shape of a provider and of what it can do, progress
 * and events.
 *
 * <p>Start with {@link io.duramen.base.DuramenException} to see how errors are reported, and with
 * {@link io.duramen.base.Provider} to see how an operating system or a library is plugged in.
 */
@org.jspecify.annotations.NullMarked
module io.duramen.base {
    requires static transitive org.jspecify; // annotations only; not needed at run time

    exports io.duramen.base;
}
