package io.mailsonde.internal.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mailsonde.check.Observed;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON and back. A value of a sealed interface carries the simple name of its class as {@code "is"}; an {@link Observed} is
 * {@code {"saw": …}} or {@code {"missed": "…", "detail": "…"}}; an address is a string.
 */
public final class Json {
    private static final String TAG = "is";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .addModule(new SimpleModule("mailsonde")
                    .addSerializer(InetAddress.class, new AddressWriter())
                    .addDeserializer(InetAddress.class, new AddressReader())
                    .addSerializer(Observed.class, new ObservedWriter())
                    .addDeserializer(Observed.class, new ObservedReader()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    /**
     * As a tree that says what kind of thing it is, for where several kinds stand together.
     *
     * @param value a record
     * @return the tree
     */
    public static ObjectNode tagged(Object value) {
        ObjectNode tagged = MAPPER.createObjectNode();
        tagged.put(TAG, value.getClass().getSimpleName());
        tree(value).properties().forEach(part -> tagged.set(part.getKey(), part.getValue()));
        return tagged;
    }

    /**
     * Whether a tree is of a class, as far as it says.
     *
     * @param tree the tree
     * @param type the class
     * @return false if it says that it is of another
     */
    public static boolean mayBe(JsonNode tree, Class<?> type) {
        return tree.path(TAG).asString(type.getSimpleName()).equals(type.getSimpleName());
    }

    /**
     * As a tree.
     *
     * @param value a record, or a list or map of such
     * @return the tree
     */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * As a tree, tagged as a value of a sealed interface.
     *
     * @param value the value
     * @param type the sealed interface
     * @return the tree
     */
    public static JsonNode tree(Object value, Class<?> type) {
        return MAPPER.readTree(MAPPER.writerFor(type).writeValueAsString(value));
    }

    /**
     * As text on one line.
     *
     * @param value a tree or a record
     * @return JSON
     */
    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * As text for people.
     *
     * @param value a tree or a record
     * @return JSON on several lines
     */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /**
     * Reads text.
     *
     * @param json JSON
     * @return the tree
     * @throws IllegalArgumentException if it is not JSON; the message says where
     */
    public static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a record.
     *
     * @param tree its tree
     * @param type its class
     * @return the record
     * @throws IllegalArgumentException if the tree is not of that form; the message says where
     * @param <R> its class
     */
    public static <R> R read(JsonNode tree, Class<R> type) {
        object(tree, type);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads an observation.
     *
     * @param tree its tree
     * @param type the class of what was seen
     * @return the observation
     * @throws IllegalArgumentException if the tree is not of that form; the message says where
     * @param <R> the class of what was seen
     */
    public static <R> Observed<R> readObserved(JsonNode tree, Class<R> type) {
        object(tree, type);
        try {
            return MAPPER.readerFor(MAPPER.getTypeFactory().constructParametricType(Observed.class, type))
                    .readValue(tree);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Jackson makes null of null, which no record is. */
    private static void object(JsonNode tree, Class<?> type) {
        if (!tree.isObject()) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": not an object");
        }
    }

    private static final class SealedTypes extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        private static boolean tagged(Class<?> type) {
            return type.isSealed() && type.isInterface() && type != Observed.class;
        }

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return tagged(annotated.getRawType())
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, TAG, null, false, null, null)
                    : super.findPolymorphicTypeInfo(config, annotated);
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
            Class<?> type = annotated.getRawType();
            return tagged(type)
                    ? Arrays.stream(type.getPermittedSubclasses())
                            .map(NamedType::new)
                            .toList()
                    : super.findSubtypes(config, annotated);
        }
    }
}
