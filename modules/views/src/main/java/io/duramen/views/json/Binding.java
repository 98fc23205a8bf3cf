// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** What makes objects of trees and writes objects: Jackson, without what it would guess, convert or pass over. */
final class Binding {
    private final JsonMapper mapper;

    private Binding(JsonMapper mapper) {
        this.mapper = mapper;
    }

    static Binding of(JsonMapper like, Set<JsonTolerance> tolerated) {
        return new Binding(like.rebuild()
                        .enable(
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                                DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        // A time keeps the zone it was written with.
                        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                        // Equal sets come in one order, or not at all.
                        .enable(
                                SerializationFeature.ORDER_SET_ELEMENTS,
                                SerializationFeature.FAIL_ON_ORDER_SET_BY_INCOMPARABLE_ELEMENT)
                        .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // what is cut off must not look whole
                        .changeDefaultPropertyInclusion(
                                before -> before.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .build())
                .tolerating(tolerated);
    }

    Binding tolerating(Set<JsonTolerance> tolerated) {
        return new Binding(mapper.rebuild()
                .configure(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        !tolerated.contains(JsonTolerance.UNKNOWN_PROPERTIES))
                .build());
    }

    /** Writes an object as JSON of any form. */
    String write(Object value) throws JsonFault {
        StringWriter text = new StringWriter();
        ExactGenerator out =
                new ExactGenerator(mapper.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), text));
        try {
            mapper.writeValue(out, value);
            out.flush();
            return text.toString();
        } catch (JacksonException e) {
            if (out.hasRefused()) {
                throw new JsonFault(-1, path(e), "a number", "NaN or an infinite one");
            }
            if (e instanceof StreamConstraintsException) {
                throw new JsonFault(-1, "", "at most " + JsonCodec.MAX_DEPTH + " levels", "more, or a cycle");
            }
            throw new JsonFault(-1, path(e), "what Jackson can write", "what it refuses, " + name(e));
        }
    }

    /** Makes an object of a tree. */
    Object read(JsonNode tree, JavaType type) throws JsonFault {
        Object value;
        try {
            value = mapper.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw new JsonFault(-1, path(e), "the properties of " + name(type), "one that it does not have");
        } catch (InvalidDefinitionException e) {
            throw new JsonFault(
                    -1, path(e), "a type that Jackson can make, opened to tools.jackson.databind", "another");
        } catch (MismatchedInputException e) {
            Class<?> wanted = e.getTargetType();
            String expected = wanted == null ? name(type) : wanted.getSimpleName();
            throw new JsonFault(-1, path(e), "a value for " + expected, "one that is not");
        } catch (JacksonException e) {
            throw new JsonFault(-1, path(e), "a value for " + name(type), "one that is refused, " + name(e));
        }
        if (value == null) {
            throw new JsonFault(-1, "", "a value", "null");
        }
        return value;
    }

    private static String name(JavaType type) {
        return type.getRawClass().getSimpleName();
    }

    /** Of what was thrown only the type is told: a message may hold a value. */
    private static String name(JacksonException e) {
        Throwable cause = e.getCause();
        return (cause == null ? e : cause).getClass().getSimpleName();
    }

    private static String path(JacksonException e) {
        List<JacksonException.Reference> steps = e.getPath();
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : steps) {
            path.append('/');
            path.append(step.getPropertyName() == null ? step.getIndex() : Pointer.escaped(step.getPropertyName()));
        }
        return path.toString();
    }
}
