package io.sluice.sfu.data;

/** Where what a participant sends to an address of the server's own arrives. Called on the room's loop; must return at once. */
public interface ServerInbox {
    /** A LiveKit {@code DataPacket}, as it was sent. */
    void received(byte[] packet);

    /** The participant has left: nothing more will come. */
    void gone();
}
