package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Decision;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.Rights;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import org.junit.jupiter.api.Test;

class DemoDataTest {
    @Test
    void thereIsAChannelForEveryKindOfRights() {
        try (Database database = Database.open(DatabaseSettings.inMemory())) {
            Store store = new Store(database);
            DemoData.put(store);
            DemoData.put(store);
            Access access = new Access(store, Mode.STRICT);
            assertThat(access.toChannel("demo-ada", "demo-everybody")).isEqualTo(new Decision.Granted(Rights.OWNER));
            assertThat(access.toChannel("demo-cleo", "demo-everybody"))
                    .isEqualTo(new Decision.Granted(Rights.PARTICIPANT));
            assertThat(access.toChannel("demo-cleo", "demo-stage"))
                    .isEqualTo(new Decision.Granted(new Rights(true, false, false, false, false)));
            assertThat(access.toChannel("demo-cleo", "demo-ada-only")).isEqualTo(Decision.Refused.NOT_A_MEMBER);
            for (User user : DemoData.USERS) {
                assertThat(store.sessions().ofUser(user.id())).as(user.id()).hasSize(1);
            }
        }
    }
}
