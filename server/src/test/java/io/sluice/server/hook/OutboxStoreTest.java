package io.sluice.server.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxStoreTest {
    @TempDir
    private Path folder;

    private static Letter letter(long id, String event) {
        return new Letter(id, "http://localhost/ä", "room", event, 7, new byte[] {1, 2});
    }

    private static List<Letter> all(OutboxStore store) {
        List<Letter> all = new ArrayList<>();
        store.load(all::add);
        return all;
    }

    @Test
    void whatWasNotRemovedIsThereAgainInOrderAndIdsGoOn() throws IOException {
        try (OutboxStore store = OutboxStore.open(folder)) {
            for (String event : List.of("a", "b", "c")) {
                store.put(letter(store.nextId(), event));
            }
            store.remove(letter(2, "b"));
        }
        try (OutboxStore store = OutboxStore.open(folder)) {
            assertThat(all(store)).extracting(Letter::event).containsExactly("a", "c");
            assertThat(all(store).getFirst()).usingRecursiveComparison().isEqualTo(letter(1, "a"));
            assertThat(store.nextId()).isEqualTo(4);
        }
    }

    @Test
    void twoServersCanNotHaveOneFolder() throws IOException {
        try (OutboxStore first = OutboxStore.open(folder)) {
            assertThatThrownBy(() -> OutboxStore.open(folder)).isInstanceOf(IOException.class);
            first.commit();
        }
    }

    @Test
    void withoutAFolderItLastsAsLongAsTheProcess() throws IOException {
        try (OutboxStore store = OutboxStore.open(null)) {
            store.put(letter(store.nextId(), "a"));
            assertThat(all(store)).hasSize(1);
        }
    }
}
