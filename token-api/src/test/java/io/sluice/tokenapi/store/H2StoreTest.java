package io.sluice.tokenapi.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.tokenapi.channel.User;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database keeps the store's promises. */
class H2StoreTest extends StoreContract {
    @Override
    DatabaseSettings emptyDatabase() {
        return DatabaseSettings.inMemory();
    }

    @Test
    void aFolderOutlivesTheServer(@TempDir Path folder) {
        User user = new User("alice", "Alice", null);
        try (Database database = Database.open(DatabaseSettings.inDirectory(folder))) {
            new Store(database).users().put(user);
        }
        try (Database database = Database.open(DatabaseSettings.inDirectory(folder))) {
            assertThat(new Store(database).users().find("alice")).isEqualTo(user);
        }
    }

    @Test
    void twoInMemoryAreTwo() {
        try (Database one = Database.open(DatabaseSettings.inMemory());
                Database other = Database.open(DatabaseSettings.inMemory())) {
            new Store(one).users().put(new User("alice", "Alice", null));
            assertThat(new Store(other).users().find("alice")).isNull();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsToldWithoutItsPassword() {
        DatabaseSettings nowhere = DatabaseSettings.at("jdbc:postgresql://127.0.0.1:1/none", "me", "hunter2");
        assertThat(nowhere.toString()).doesNotContain("hunter2");
        assertThatThrownBy(() -> Database.open(nowhere))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("can not be opened")
                .hasMessageNotContaining("hunter2");
    }
}
