// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.natives;

import io.duramen.base.Feature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether native code can be called here, and if not, why and what would mend it. */
public sealed interface NativeAccess {

    /**
     * Native code can be called.
     *
     * @param advice the flag that keeps this so on later JDKs, which refuse what this one only warns of; {@code null} if
     *     nothing need be done
     */
    record Granted(@Nullable String advice) implements NativeAccess {}

    /**
     * Native code cannot be called.
     *
     * @param reason why not, for people
     * @param remedy the exact flag, jar or setting that would mend it, or {@code null} if nothing would
     */
    record Refused(String reason, @Nullable String remedy) implements NativeAccess {}

    /**
     * Reports this for {@link io.duramen.base.Provider#probe}.
     *
     * @return the feature {@code native-access}; nothing if it is granted for good
     */
    default List<Feature> features() {
        if (this instanceof Refused refused) {
            return List.of(Feature.unsupported("native-access", refused.reason(), refused.remedy()));
        }
        if (this instanceof Granted granted && granted.advice() != null) {
            return List.of(Feature.degraded(
                    "native-access", "this JDK warns of native access, a later one will refuse it", granted.advice()));
        }
        return List.of();
    }
}
