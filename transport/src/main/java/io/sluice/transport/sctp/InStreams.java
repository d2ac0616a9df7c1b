package io.sluice.transport.sctp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The streams that are in use, found by their numbers. There are few, so the numbers lie sorted. */
final class InStreams {
    private final int limit;
    private int[] ids = new int[4];
    private @Nullable InStream[] streams = new InStream[4];
    private int size;

    InStreams(int limit) {
        this.limit = limit;
    }

    @Nullable
    InStream get(int id) {
        int at = Arrays.binarySearch(ids, 0, size, id);
        return at < 0 ? null : streams[at];
    }

    /** Finds or makes a stream; null if there are too many. */
    @Nullable
    InStream obtain(int id) {
        int at = Arrays.binarySearch(ids, 0, size, id);
        if (at >= 0) {
            return streams[at];
        }
        if (size == limit) {
            return null;
        }
        int place = -at - 1;
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            streams = Arrays.copyOf(streams, 2 * size);
        }
        System.arraycopy(ids, place, ids, place + 1, size - place);
        System.arraycopy(streams, place, streams, place + 1, size - place);
        InStream made = new InStream(id);
        ids[place] = id;
        streams[place] = made;
        size++;
        return made;
    }

    void remove(int id) {
        int at = Arrays.binarySearch(ids, 0, size, id);
        if (at >= 0) {
            size--;
            System.arraycopy(ids, at + 1, ids, at, size - at);
            System.arraycopy(streams, at + 1, streams, at, size - at);
            streams[size] = null;
        }
    }

    int size() {
        return size;
    }

    /** All numbers, rising. */
    int[] ids() {
        return Arrays.copyOf(ids, size);
    }

    /** By rising numbers. */
    InStream at(int index) {
        InStream found = streams[index];
        if (index >= size || found == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return found;
    }
}
