// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.testkit.SimNode.SimDirectory;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change of names that is not yet durable: one that happens as a whole or not at all. */
final class NameChange {
    private final List<Edit> edits;
    private final Set<SimDirectory> unsynced = new HashSet<>();
    private boolean lost;

    /** @param edits the names set and removed, at least one */
    NameChange(List<Edit> edits) {
        this.edits = edits;
        edits.forEach(edit -> unsynced.add(edit.directory));
    }

    /** A directory was synced. */
    void synced(SimDirectory directory) {
        unsynced.remove(directory);
    }

    boolean isSynced() {
        return unsynced.isEmpty() && !lost;
    }

    boolean isLost() {
        return lost;
    }

    /** A sync of the directory failed: the kernel holds its names for durable, and no later sync will make them so. */
    void lose(SimDirectory directory) {
        lost |= unsynced.contains(directory);
    }

    /** Whether the change gives the node a name. */
    boolean names(SimNode node) {
        return edits.stream().anyMatch(edit -> edit.node == node);
    }

    /** Does the change in the given view of the directories' names. */
    void apply(Function<SimDirectory, Map<String, SimNode>> names) {
        for (Edit edit : edits) {
            Map<String, SimNode> entries = names.apply(edit.directory);
            if (edit.node == null) {
                entries.remove(edit.name);
            } else {
                entries.put(edit.name, edit.node);
            }
        }
    }

    /** Whether a later change builds on this one: it is about the same name, or removes the directory of the name. */
    boolean isNeededBy(Collection<NameChange> later) {
        return later.stream().anyMatch(l -> l.edits.stream().anyMatch(this::isBelow));
    }

    private boolean isBelow(Edit later) {
        return edits.stream()
                .anyMatch(e ->
                        (e.directory == later.directory && e.name.equals(later.name)) || e.directory == later.removed);
    }

    /**
     * One name.
     *
     * @param directory where
     * @param name which
     * @param node what it stands for from now on, or {@code null} if it is removed
     * @param removed the directory that goes with the name, or {@code null}
     */
    record Edit(
            SimDirectory directory,
            String name,
            @Nullable SimNode node,
            @Nullable SimDirectory removed) {}
}
