package io.sluice.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.transport.peer.MemoryLink.Side;

/** Proves that packets flow: each call sends others than the one before. */
final class Exchange {
    private final MemoryLink link;
    private int number;

    Exchange(MemoryLink link) {
        this(link, 1);
    }

    /** Beginning with another number, where some were sent before. */
    Exchange(MemoryLink link, int first) {
        this.link = link;
        number = first;
    }

    /** One packet of each kind in each direction. */
    void bothWays() {
        deliver(link.server, link.client);
        deliver(link.client, link.server);
    }

    private void deliver(Side from, Side to) {
        int each = number++;
        to.listener.rtp.clear();
        to.listener.rtcp.clear();
        to.listener.data.clear();
        assertThat(from.transport.writable()).isTrue();
        assertThat(from.sendRtp(Samples.rtp(each))).isTrue();
        assertThat(from.sendRtcp(Samples.rtcp(each))).isTrue();
        assertThat(from.sendData(Samples.data(each))).isTrue();
        link.until("delivery", () -> !to.listener.data.isEmpty());
        assertThat(to.listener.rtp).containsExactly(Samples.rtp(each));
        assertThat(to.listener.rtcp).containsExactly(Samples.rtcp(each));
        assertThat(to.listener.data).containsExactly(Samples.data(each));
    }
}
