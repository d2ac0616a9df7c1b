package io.sluice.signaling.twirp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two forms of a message: the request's form is the answer's form. */
enum TwirpBody {
    JSON("application/json") {
        @Override
        <M extends Message> M read(byte[] body, M empty) {
            Message.Builder builder = empty.newBuilderForType();
            String text = new String(body, StandardCharsets.UTF_8);
            // The parser takes "" for an empty message, which callers of the original are refused.
            if (text.isBlank()) {
                throw malformed("json");
            }
            try {
                JsonFormat.parser().ignoringUnknownFields().merge(text, builder);
            } catch (InvalidProtocolBufferException e) {
                throw malformed("json");
            }
            return cast(builder.build(), empty);
        }

        @Override
        byte[] write(Message message) {
            return MessageJson.write(message);
        }
    },
    PROTOBUF("application/protobuf") {
        @Override
        <M extends Message> M read(byte[] body, M empty) {
            try {
                return cast(empty.getParserForType().parseFrom(body), empty);
            } catch (InvalidProtocolBufferException e) {
                throw malformed("protobuf");
            }
        }

        @Override
        byte[] write(Message message) {
            return message.toByteArray();
        }
    };

    private final String contentType;

    TwirpBody(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** The form a Content-Type names; null for any other. Parameters after a semicolon do not matter. */
    static @Nullable TwirpBody of(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        for (TwirpBody body : values()) {
            if (body.contentType.equals(type)) {
                return body;
            }
        }
        return null;
    }

    abstract <M extends Message> M read(byte[] body, M empty);

    abstract byte[] write(Message message);

    private static TwirpException malformed(String form) {
        return TwirpException.plain(TwirpCode.MALFORMED, "the " + form + " request could not be decoded");
    }

    @SuppressWarnings("unchecked") // a message's builder and parser make messages of its own class
    private static <M extends Message> M cast(Message read, M empty) {
        return (M) empty.getClass().cast(read);
    }
}
