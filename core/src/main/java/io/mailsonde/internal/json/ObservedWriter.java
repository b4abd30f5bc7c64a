package io.mailsonde.internal.json;

import io.mailsonde.check.Observed;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes {@code {"saw": …}} or {@code {"missed": …, "detail": …}}. */
@SuppressWarnings("rawtypes") // Jackson registers serializers by raw class
final class ObservedWriter extends ValueSerializer<Observed> {
    private final @Nullable JavaType content;

    ObservedWriter() {
        this(null);
    }

    private ObservedWriter(@Nullable JavaType content) {
        this.content = content;
    }

    @Override
    public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
        JavaType type = property == null ? null : property.getType().findSuperType(Observed.class);
        return new ObservedWriter(type == null ? null : type.containedTypeOrUnknown(0));
    }

    @Override
    public void serialize(Observed observed, JsonGenerator out, SerializationContext context) {
        out.writeStartObject();
        if (observed instanceof Observed.Saw<?> saw) {
            out.writeName("saw");
            context.findTypedValueSerializer(
                            content == null || content.isJavaLangObject()
                                    ? context.constructType(saw.value().getClass())
                                    : content,
                            true)
                    .serialize(saw.value(), out, context);
        } else {
            Observed.Missed<?> missed = (Observed.Missed<?>) observed;
            out.writeStringProperty("missed", missed.reason().name());
            out.writeStringProperty("detail", missed.detail());
        }
        out.writeEndObject();
    }
}
