// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import io.duramen.views.NotDecodableException;
import io.duramen.views.NotEncodableException;
import io.duramen.views.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as JSON (RFC 8259) in one form: UTF-8, no white space, properties in the order of their UTF-16 code units, text escaped
 * only where it must be, each number in its one form. For numbers that a {@code double} holds that is the JSON Canonicalization
 * Scheme of RFC 8785; others have all of their digits in the same layout, so that none is ever rounded.
 *
 * <p>Reading is strict, and {@link JsonTolerance} names what may be weakened. What is read for a type is written again and
 * compared, so that whatever the type would lose, a property it does not have or a digit it has no room for, is refused rather
 * than cut: a value of a newer release cannot be read as half of itself. What is written is read again likewise before {@link
 * #encode} returns. Of records and classes, properties that are {@code null} are not written, so that one may be added later. The
 * elements of a {@link java.util.Set} are sorted. Types that Jackson cannot look into must be opened to {@code
 * tools.jackson.databind}.
 *
 * <p>Zero has no sign, and a number no scale: {@code -0.0} is read as 0, {@code 1.50} as 1.5. Up to {@value #MAX_DEPTH} arrays and
 * objects may be within each other, and a number has at most {@value #MAX_DIGITS} digits and an exponent of five.
 *
 * <p><b>Thread safety:</b> immutable; safe for use from any thread.
 *
 * @param <V> the values
 */
public final class JsonCodec<V> implements ValueCodec<V> {

    /** How many arrays and objects may be within each other. */
    public static final int MAX_DEPTH = 500;

    /** How many digits a number may have. */
    public static final int MAX_DIGITS = 1_000;

    private static final String CANONICAL = "the canonical form";

    private final @Nullable JavaType type;
    private final Binding binding;
    private final Set<JsonTolerance> tolerated;

    private JsonCodec(@Nullable JavaType type, Binding binding, Set<JsonTolerance> tolerated) {
        this.type = type;
        this.binding = binding;
        this.tolerated = tolerated;
    }

    /**
     * Any JSON value as a tree. Numbers without a fraction are read as whole numbers, of as many digits as they have, others as
     * decimal ones.
     *
     * @return the codec
     */
    public static JsonCodec<JsonNode> tree() {
        return new JsonCodec<>(null, Binding.of(new JsonMapper(), Set.of()), Set.of());
    }

    /**
     * Records, or objects of a class.
     *
     * @param type the type
     * @param <V> the values
     * @return the codec
     */
    public static <V> JsonCodec<V> of(Class<V> type) {
        JsonMapper mapper = new JsonMapper(); // its own, so that nothing static keeps the type's class loader
        return of(mapper, mapper.constructType(type));
    }

    /**
     * Objects of a type with arguments, for instance {@code new TypeReference<List<Order>>() {}}.
     *
     * @param type the type
     * @param <V> the values
     * @return the codec
     */
    public static <V> JsonCodec<V> of(TypeReference<V> type) {
        JsonMapper mapper = new JsonMapper();
        return of(mapper, mapper.constructType(type));
    }

    private static <V> JsonCodec<V> of(JsonMapper mapper, JavaType type) {
        return new JsonCodec<>(type, Binding.of(mapper, Set.of()), Set.of());
    }

    /**
     * Returns a codec of the same type that uses the modules of a mapper, for types that Jackson does not know. Of its settings
     * those count that this codec does not decide.
     *
     * @param mapper the mapper; it stays as it is
     * @return the codec
     */
    public JsonCodec<V> withMapper(JsonMapper mapper) {
        return new JsonCodec<>(type, Binding.of(mapper, tolerated), tolerated);
    }

    /**
     * Returns a codec of the same type that reads more than it writes.
     *
     * @param tolerances what it may read; it replaces what was named before
     * @return the codec
     */
    public JsonCodec<V> tolerating(JsonTolerance... tolerances) {
        Set<JsonTolerance> named = EnumSet.noneOf(JsonTolerance.class);
        named.addAll(Arrays.asList(tolerances));
        return new JsonCodec<>(type, binding.tolerating(named), Set.copyOf(named));
    }

    @Override
    public String form() {
        return type == null ? "JSON" : "JSON of " + type.getRawClass().getSimpleName();
    }

    @Override
    public byte[] encode(V value) {
        try {
            JsonNode tree = TreeReader.read(binding.write(Objects.requireNonNull(value)));
            if (type != null) {
                Agreement.require(tree, bound(tree), Set.of());
            }
            return CanonicalWriter.write(tree).getBytes(StandardCharsets.UTF_8);
        } catch (JsonFault e) {
            throw new NotEncodableException(form(), e.path(), e.expected(), e.found());
        }
    }

    @Override
    @SuppressWarnings("unchecked") // values are of the type, and trees if there is none
    public V decode(byte[] bytes) {
        try {
            String text = StrictText.of(bytes);
            JsonNode tree = TreeReader.read(text);
            if (!tolerated.contains(JsonTolerance.OTHER_FORMS)) {
                requireCanonical(text, tree);
            }
            if (type == null) {
                return (V) tree;
            }
            V value = (V) binding.read(tree, type);
            Agreement.require(tree, TreeReader.read(binding.write(value)), tolerated);
            return value;
        } catch (JsonFault e) {
            throw new NotDecodableException(
                    form(), StrictText.byteOffset(bytes, e.charOffset()), e.path(), e.expected(), e.found());
        }
    }

    /** What is left of a tree that was read for the type and written again. */
    private JsonNode bound(JsonNode tree) throws JsonFault {
        Object value = binding.read(tree, Objects.requireNonNull(type));
        return TreeReader.read(binding.write(value));
    }

    private static void requireCanonical(String text, JsonNode tree) throws JsonFault {
        String canonical = CanonicalWriter.write(tree);
        if (!text.equals(canonical)) {
            int at = Arrays.mismatch(text.toCharArray(), canonical.toCharArray());
            throw new JsonFault(at, "", CANONICAL, "another form of the same value");
        }
    }
}
