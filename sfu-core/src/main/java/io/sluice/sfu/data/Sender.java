package io.sluice.sfu.data;

import java.nio.charset.StandardCharsets;

/** Who a packet is from, as it will be told to those who get it. */
final class Sender {
    /** The server itself: nobody is named. */
    static final Sender SERVER = new Sender("", "", false, false);

    final String sid;
    final String identity;
    final boolean agent;
    final byte[] sidBytes;
    final byte[] identityBytes;

    /**
     * @param named whether others may know who it is
     * @param agent whether it may speak for others
     */
    Sender(String sid, String identity, boolean named, boolean agent) {
        this.sid = sid;
        this.identity = identity;
        this.agent = agent;
        this.sidBytes = sid.getBytes(StandardCharsets.UTF_8);
        this.identityBytes = named ? identity.getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    /** Whether others may know who it is. */
    boolean named() {
        return identityBytes.length > 0;
    }
}
