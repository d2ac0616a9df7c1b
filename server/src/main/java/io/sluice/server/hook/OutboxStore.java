package io.sluice.server.hook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Letters that are not through, in a file or in memory. What was {@link #commit committed} survives the death of the process; a loss of power
 * may cost the last moment. Used by one thread.
 */
final class OutboxStore implements AutoCloseable {
    private static final byte VERSION = 1;

    private final MVStore store;
    private final MVMap<Long, byte[]> letters;
    private long next;

    private OutboxStore(MVStore store) {
        this.store = store;
        this.letters = store.openMap("letters");
        Long last = letters.lastKey();
        this.next = last == null ? 1 : last + 1;
    }

    /**
     * Opens the store.
     *
     * @param folder made if it is missing; null for a store in memory
     * @throws IOException when the folder can not be used, or another server uses it
     */
    static OutboxStore open(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return new OutboxStore(new MVStore.Builder().open());
        }
        Files.createDirectories(folder);
        Path file = folder.resolve("webhooks.mv");
        try {
            return new OutboxStore(
                    new MVStore.Builder().fileName(file.toString()).open());
        } catch (MVStoreException e) {
            throw new IOException("cannot open " + file + ", which another server may use: " + e.getMessage(), e);
        }
    }

    /** The id of the next letter. */
    long nextId() {
        return next++;
    }

    void put(Letter letter) {
        letters.put(letter.id(), write(letter));
    }

    void remove(Letter letter) {
        letters.remove(letter.id());
    }

    /** All letters, oldest first. Those that a version of another format left are forgotten. */
    void load(Consumer<Letter> to) {
        letters.forEach((id, bytes) -> {
            Letter letter = read(id, bytes);
            if (letter != null) {
                to.accept(letter);
            }
        });
    }

    void commit() {
        store.commit();
    }

    @Override
    public void close() {
        store.close();
    }

    private static byte[] write(Letter letter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(letter.body().length + 256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(letter.receiver());
            out.writeUTF(letter.room());
            out.writeUTF(letter.event());
            out.writeLong(letter.writtenMillis());
            out.write(letter.body());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Letter read(long id, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() != VERSION
                    ? null
                    : new Letter(id, in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a letter is cut short", e);
        }
    }
}
