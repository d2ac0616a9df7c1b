package io.sluice.signaling.livekit;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Enums of the room and of the wire that list the same things in the same order. Numbers that the wire may have and we do not know become
 * the first constant, as proto3 readers do.
 */
final class Enums {
    private Enums() {}

    static <E extends Enum<E>> E fromWire(E[] ours, int number) {
        return number >= 0 && number < ours.length ? ours[number] : ours[0];
    }

    static <E extends Enum<E>> List<E> fromWire(E[] ours, List<Integer> numbers) {
        List<E> known = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            if (number >= 0 && number < ours.length) {
                known.add(ours[number]);
            }
        }
        return known;
    }

    static <W extends ProtocolMessageEnum> W toWire(IntFunction<@Nullable W> forNumber, Enum<?> ours, W otherwise) {
        W found = forNumber.apply(ours.ordinal());
        return found == null ? otherwise : found;
    }
}
