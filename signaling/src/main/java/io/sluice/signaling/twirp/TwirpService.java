package io.sluice.signaling.twirp;

import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service by its full name, and its methods by theirs. Filled before it is served, read only from then on. */
public final class TwirpService {
    private final String name;
    private final Map<String, Entry<?, ?>> methods = new LinkedHashMap<>();

    /** @param name such as {@code livekit.RoomService} */
    public TwirpService(String name) {
        this.name = name;
    }

    /** Adds a method. @param empty the default instance of the request, which tells how to read it */
    public <Q extends Message, A extends Message> TwirpService with(String method, Q empty, TwirpMethod<Q, A> answer) {
        methods.put(method, new Entry<>(empty, answer));
        return this;
    }

    String name() {
        return name;
    }

    @Nullable
    Entry<?, ?> method(String method) {
        return methods.get(method);
    }

    /** A method with the means to read what it is called with. */
    record Entry<Q extends Message, A extends Message>(Q empty, TwirpMethod<Q, A> method) {
        A call(Caller caller, TwirpBody body, byte[] request) {
            return method.answer(caller, body.read(request, empty));
        }
    }
}
