package io.mailsonde.internal.json;

import io.mailsonde.Reason;
import io.mailsonde.check.Observed;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/** Reads what {@link ObservedWriter} writes. */
@SuppressWarnings("rawtypes") // Jackson registers deserializers by raw class
final class ObservedReader extends ValueDeserializer<Observed> {
    private final @Nullable JavaType content;

    ObservedReader() {
        this(null);
    }

    private ObservedReader(@Nullable JavaType content) {
        this.content = content;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        JavaType type = context.getContextualType();
        return new ObservedReader(type == null ? null : type.containedTypeOrUnknown(0));
    }

    @Override
    public Observed<?> deserialize(JsonParser in, DeserializationContext context) {
        JsonNode tree = context.readTree(in);
        JavaType type = content == null ? context.constructType(Object.class) : content;
        if (tree.has("saw")) {
            return Observed.saw(context.<Object>readTreeAsValue(tree.get("saw"), type));
        }
        if (!tree.has("missed")) {
            return context.reportInputMismatch(this, "neither saw nor missed");
        }
        String reason = tree.get("missed").asString();
        for (Reason known : Reason.values()) {
            if (known.name().equals(reason)) {
                return Observed.missed(known, tree.path("detail").asString("not said"));
            }
        }
        return context.reportInputMismatch(this, "unknown reason %s", reason);
    }
}
