// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.StorageNames;
import io.duramen.testkit.NameChange.Edit;
import io.duramen.testkit.SimNode.SimDirectory;
import io.duramen.testkit.SimNode.SimFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The names of a {@link SimDisk}: as programs see them, as the device holds them, and the changes between the two. */
final class SimTree {
    private final SimDirectory root;
    private final List<NameChange> pending = new ArrayList<>();

    SimTree(SimDirectory root) {
        this.root = root;
    }

    @Nullable
    SimNode find(String name) {
        SimNode node = root;
        if (!StorageNames.check(name).isEmpty()) {
            for (String segment : name.split("/", -1)) {
                node = node instanceof SimDirectory d ? d.current.get(segment) : null;
            }
        }
        return node;
    }

    SimFile file(String operation, String name) {
        SimNode node = find(StorageNames.checkEntry(name));
        if (node instanceof SimFile file) {
            return file;
        }
        throw refuse(Kind.NOT_FOUND, operation, name, node == null ? "there is no such file" : "it is a directory");
    }

    SimDirectory directory(String operation, String name) {
        SimNode node = find(name);
        if (node instanceof SimDirectory directory) {
            return directory;
        }
        throw refuse(Kind.NOT_FOUND, operation, name, node == null ? "there is no such directory" : "it is a file");
    }

    /** Gives a node a name that is free. */
    void add(String operation, String name, SimNode node) {
        SimDirectory parent = directory(operation, StorageNames.parent(StorageNames.checkEntry(name)));
        requireFree(operation, name);
        change(new NameChange(List.of(new Edit(parent, StorageNames.last(name), node, null))));
    }

    void requireFree(String operation, String name) {
        if (find(name) != null) {
            throw refuse(Kind.ALREADY_EXISTS, operation, name, "the name is taken");
        }
    }

    void remove(String name) {
        SimDirectory parent = directory("delete", StorageNames.parent(StorageNames.checkEntry(name)));
        SimNode node = parent.current.get(StorageNames.last(name));
        if (node == null) {
            throw refuse(Kind.NOT_FOUND, "delete", name, "there is no such file or directory");
        }
        SimDirectory removed = node instanceof SimDirectory d ? d : null;
        requireEmpty("delete", name, removed);
        change(new NameChange(List.of(new Edit(parent, StorageNames.last(name), null, removed))));
    }

    /** Renames; the caller has made sure that the two are not names of one node. */
    void rename(String from, String to) {
        SimDirectory source = directory("rename", StorageNames.parent(StorageNames.checkEntry(from)));
        SimNode node = source.current.get(StorageNames.last(from));
        if (node == null) {
            throw refuse(Kind.NOT_FOUND, "rename", from, "there is no such file or directory");
        }
        SimDirectory target = directory("rename", StorageNames.parent(StorageNames.checkEntry(to)));
        SimNode replaced = target.current.get(StorageNames.last(to));
        boolean sameKind = replaced == null || replaced.getClass() == node.getClass();
        if (!sameKind || to.startsWith(from + "/")) {
            throw refuse(Kind.NOT_FOUND, "rename", from, "it cannot take the place of " + to);
        }
        SimDirectory removed = replaced instanceof SimDirectory d ? d : null;
        requireEmpty("rename", to, removed);
        change(new NameChange(List.of(
                new Edit(source, StorageNames.last(from), null, null),
                new Edit(target, StorageNames.last(to), node, removed))));
    }

    private void requireEmpty(String operation, String name, @Nullable SimDirectory directory) {
        if (directory != null && !directory.current.isEmpty()) {
            throw refuse(Kind.ALREADY_EXISTS, operation, name, "the directory is not empty");
        }
    }

    private void change(NameChange change) {
        change.apply(directory -> directory.current);
        pending.add(change);
    }

    void sync(SimDirectory directory, NameOrder order) {
        pending.forEach(change -> change.synced(directory));
        makeDurable(order == NameOrder.JOURNALLED ? change -> !change.isLost() : NameChange::isSynced);
    }

    void syncNamesOf(SimNode node) {
        makeDurable(change -> change.names(node));
    }

    void lose(SimDirectory directory) {
        pending.forEach(change -> change.lose(directory));
    }

    /** Makes the chosen changes durable, and those they build on. */
    private void makeDurable(Predicate<NameChange> chosen) {
        ArrayDeque<NameChange> durable = new ArrayDeque<>();
        for (int i = pending.size() - 1; i >= 0; i--) {
            NameChange change = pending.get(i);
            if (chosen.test(change) || change.isNeededBy(durable)) {
                durable.addFirst(change);
            }
        }
        durable.forEach(change -> change.apply(directory -> directory.durable));
        pending.removeAll(durable);
    }

    SimDirectory afterCrash(SimOptions options, long seed) {
        return new CrashImage(options, seed).draw(root, pending);
    }

    /** Every file by its full name. */
    SortedMap<String, SimFile> files() {
        SortedMap<String, SimFile> found = new TreeMap<>();
        collect("", root, found);
        return found;
    }

    /** How many names there are. */
    long names() {
        return count(root);
    }

    private static long count(SimDirectory directory) {
        return directory.current.values().stream()
                .mapToLong(node -> node instanceof SimDirectory d ? 1 + count(d) : 1)
                .sum();
    }

    private static void collect(String prefix, SimDirectory directory, Map<String, SimFile> found) {
        directory.current.forEach((name, node) -> {
            if (node instanceof SimDirectory d) {
                collect(prefix + name + "/", d, found);
            } else {
                found.put(prefix + name, (SimFile) node);
            }
        });
    }

    static String describe(String name) {
        return "sim:/" + name;
    }

    static StorageException deviceFailed(String operation, String name) {
        return refuse(Kind.IO, operation, name, "Input/output error (simulated)");
    }

    static StorageException refuse(Kind kind, String operation, String name, String found) {
        return new StorageException(kind, operation, describe(name), found, null);
    }
}
