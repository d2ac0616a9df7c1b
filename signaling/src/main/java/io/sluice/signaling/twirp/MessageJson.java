package io.sluice.signaling.twirp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Messages in the JSON of Twirp answers, as Go servers write it: names as in the schema, every field present whether set or not, messages
 * that are not set as null, 64-bit numbers as strings. Only members of a oneof and optional fields are left out where they are not set.
 * The library's own printer leaves unset messages out, which some callers do not expect.
 */
final class MessageJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private MessageJson() {}

    static byte[] write(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(message, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Message message, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                json.writeFieldName(field.getName());
                map((List<?>) message.getField(field), json);
            } else if (field.isRepeated()) {
                json.writeFieldName(field.getName());
                json.writeStartArray();
                for (Object each : (List<?>) message.getField(field)) {
                    value(field, each, json);
                }
                json.writeEndArray();
            } else if (!field.hasPresence() || message.hasField(field)) {
                json.writeFieldName(field.getName());
                value(field, message.getField(field), json);
            } else if (field.getContainingOneof() == null) {
                json.writeNullField(field.getName());
            }
        }
        json.writeEndObject();
    }

    private static void map(List<?> entries, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Object each : entries) {
            MapEntry<?, ?> entry = (MapEntry<?, ?>) each;
            json.writeFieldName(String.valueOf(entry.getKey()));
            value(entry.getDescriptorForType().findFieldByName("value"), entry.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void value(FieldDescriptor field, Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean flag -> json.writeBoolean(flag);
            case Long number -> json.writeString(unsigned(field) ? Long.toUnsignedString(number) : number.toString());
            case Integer number -> integer(field, number, json);
            case Float number -> real(number, Float.isFinite(number), json);
            case Double number -> real(number, Double.isFinite(number), json);
            case ByteString bytes -> json.writeBinary(bytes.toByteArray());
            case EnumValueDescriptor constant -> constant(constant, json);
            case Message message -> write(message, json);
            default -> throw new IllegalArgumentException("no such field type: " + field);
        }
    }

    private static boolean unsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, UINT64, FIXED32, FIXED64 -> true;
            default -> false;
        };
    }

    private static void integer(FieldDescriptor field, int number, JsonGenerator json) throws IOException {
        // In a map, enum constants are plain numbers.
        if (field.getType() == FieldDescriptor.Type.ENUM) {
            constant(field.getEnumType().findValueByNumberCreatingIfUnknown(number), json);
        } else {
            json.writeNumber(unsigned(field) ? Integer.toUnsignedLong(number) : number);
        }
    }

    private static void real(Number number, boolean finite, JsonGenerator json) throws IOException {
        if (!finite) {
            json.writeString(number.toString());
        } else if (number instanceof Float single) {
            json.writeNumber(single);
        } else {
            json.writeNumber(number.doubleValue());
        }
    }

    /** Constants that the schema does not know keep their number. */
    private static void constant(EnumValueDescriptor constant, JsonGenerator json) throws IOException {
        if (constant.getIndex() < 0) {
            json.writeNumber(constant.getNumber());
        } else {
            json.writeString(constant.getName());
        }
    }
}
