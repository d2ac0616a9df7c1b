package io.sluice.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.tokenapi.access.Access;
import io.sluice.tokenapi.channel.Channel;
import io.sluice.tokenapi.channel.ChannelType;
import io.sluice.tokenapi.channel.Mode;
import io.sluice.tokenapi.channel.User;
import io.sluice.tokenapi.keyexchange.KeyExchange;
import io.sluice.tokenapi.keyexchange.SocketAuthenticator;
import io.sluice.tokenapi.store.Database;
import io.sluice.tokenapi.store.DatabaseSettings;
import io.sluice.tokenapi.store.Store;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ExternalSfuTest {
    private static ObjectNode event(String room, String identity) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        event.putObject("room").put("name", room);
        event.putObject("participant").put("identity", identity).put("sid", "PA_1");
        return event;
    }

    @Test
    void webhooksBringPeopleIntoCallsAndOutOfThem() {
        try (Database database = Database.open(DatabaseSettings.inMemory())) {
            Store store = new Store(database);
            store.users().put(new User("alice", "Alice", null));
            store.channels().put(new Channel("c1", "general", ChannelType.WEBRTC, "alice", null, null));
            KeyExchange exchange = new KeyExchange(
                    (credentials, handshake) -> new SocketAuthenticator.Verdict.Refused("nobody"),
                    store,
                    new Access(store, Mode.STRICT),
                    Clock.systemUTC());
            ExternalSfu sfu = new ExternalSfu(exchange);
            sfu.happened("room_started", event("channel-c1", ""));
            assertThat(exchange.participants()).isZero();
            sfu.happened("participant_joined", event("channel-c1", "alice"));
            assertThat(exchange.participants()).isEqualTo(1);
            sfu.happened("track_published", event("channel-c1", "alice"));
            assertThat(exchange.participants()).isEqualTo(1);
            sfu.happened("participant_left", event("channel-c1", "alice"));
            assertThat(exchange.participants()).isZero();
        }
    }
}
