// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

/** How far a provider gives a feature. */
public enum Support {
    /** The feature works as documented. */
    SUPPORTED,
    /** The feature works with a stated loss: slower, coarser or with a weaker promise. */
    DEGRADED,
    /** The feature is not there; asking for it throws. */
    UNSUPPORTED
}
