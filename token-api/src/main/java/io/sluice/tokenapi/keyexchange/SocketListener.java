package io.sluice.tokenapi.keyexchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Hears what one client does in one namespace, one thing after the other. The methods may block: nobody else's events wait for them. */
public interface SocketListener {
    /**
     * The client sent an event.
     *
     * @param event its name
     * @param arguments from a stranger: of any number, type and depth
     */
    void received(String event, List<JsonNode> arguments);

    /** The client is gone. Called once, and nothing is called afterwards. */
    void closed();
}
