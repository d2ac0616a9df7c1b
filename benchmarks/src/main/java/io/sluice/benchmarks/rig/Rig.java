package io.sluice.benchmarks.rig;

import io.sluice.benchmarks.publisher.Recording;
import io.sluice.benchmarks.publisher.Replay;
import io.sluice.transport.peer.DropCounts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A publisher with three simulcast layers and subscribers that want the highest, joined by ICE and DTLS to a media loop of the real server
 * over loopback. The server has a thread of its own; all clients live on the thread that calls this, and keep it busy.
 */
public final class Rig implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    /** Packets on their way to the server at most when played as fast as it takes them. */
    private static final int IN_FLIGHT = 64;
    /** Handshakes under way at once. */
    private static final int HANDSHAKES = 16;

    private static final int POLL = 32;
    private static final int SWEEP = 4;

    private final Replay replay = new Replay(new Recording());
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Latencies latencies = new Latencies();
    private final Server server;
    private final List<Client> subscribers = new ArrayList<>();
    private final List<Client> probes = new ArrayList<>();
    private final List<Client> all = new ArrayList<>();
    private final List<ServerLink> links = new ArrayList<>();
    private final Client publisher;
    private final ServerLink published;
    private final Client.Receiver receiver;
    private int sweep;
    private long sent;

    /**
     * Connects everybody; takes some milliseconds for each.
     *
     * @param watcher sees what the first, the middle and the last subscriber decrypt
     */
    public Rig(int subscribers, Security security, Watcher watcher) throws IOException {
        this.receiver = (buffer, offset, length, nowNanos) -> {
            latencies.add(nowNanos - Replay.label(buffer, offset, length));
            watcher.packet(buffer, offset, length);
        };
        server = new Server(security);
        publisher = new Client(security, server.address(), tasks::add, null);
        published = join(publisher, true);
        for (int i = 0; i < subscribers; i++) {
            boolean probe = i == 0 || i == subscribers / 2 || i == subscribers - 1;
            Client client = new Client(security, server.address(), tasks::add, probe ? receiver : null);
            this.subscribers.add(client);
            if (probe) {
                probes.add(client);
            }
            join(client, false);
            await(HANDSHAKES);
        }
        await(0);
    }

    /** Sees decrypted packets. */
    @FunctionalInterface
    public interface Watcher {
        /** One RTP packet; the bytes are only valid during the call. */
        void packet(byte[] buffer, int offset, int length);
    }

    private ServerLink join(Client client, boolean publishes) {
        all.add(client);
        Description offer = Description.of(client.transport);
        ServerLink link = server.call(() -> {
            ServerLink made = publishes ? server.publisher() : server.subscriber();
            offer.tell(made.transport, System.nanoTime());
            return made;
        });
        links.add(link);
        server.call(() -> Description.of(link.transport)).tell(client.transport, System.nanoTime());
        return link;
    }

    /** Until all but so many are connected. */
    private void await(int pending) throws IOException {
        long patience = System.nanoTime() + PATIENCE;
        while (unready() > pending) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("not all clients could connect");
            }
            for (Client each : all) {
                each.poll(POLL);
            }
            housekeeping();
        }
    }

    private int unready() {
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            count += all.get(i).ready() && links.get(i).ready() ? 0 : 1;
        }
        return count;
    }

    /** Binds the media loop and the calling thread to a core each, for measurements that compare. */
    public void bindToCores() {
        server.call(() -> {
            Cores.bind(Cores.SERVER);
            return true;
        });
        Cores.bind(Cores.CLIENTS);
    }

    /** What the server threw away so far. */
    public DropCounts drops() {
        return server.drops();
    }

    /** Packets that the subscribers found in their sockets so far. */
    public long arrived() {
        long packets = 0;
        for (Client each : subscribers) {
            packets += each.packets();
        }
        return packets;
    }

    /** Plays so many frames at the camera's own pace. */
    public Sample paced(int frames) throws IOException {
        long from = arrived();
        latencies.clear();
        LoopUsage before = server.usage();
        long due = System.nanoTime();
        for (int i = 0; i < frames; i++) {
            while (System.nanoTime() < due) {
                turn();
            }
            frame(true);
            due += Recording.FRAME_NANOS;
        }
        while (System.nanoTime() < due) {
            turn();
        }
        awaitReceived(0);
        LoopUsage used = server.usage().since(before);
        drain();
        return Sample.of(used, arrived() - from, latencies);
    }

    /**
     * Plays as fast as the server takes it. As with the C floor, most sockets are left to fill up meanwhile, so that not everything arrives; and
     * times of single packets mean nothing.
     */
    public Sample flooded(double seconds) throws IOException {
        long from = arrived();
        latencies.clear();
        LoopUsage before = server.usage();
        long end = before.wallNanos() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            frame(false);
        }
        awaitReceived(0);
        LoopUsage used = server.usage().since(before);
        drain();
        return Sample.of(used, arrived() - from, latencies);
    }

    private void frame(boolean attentive) throws IOException {
        do {
            awaitReceived(IN_FLIGHT - 1);
            int length = replay.next(System.nanoTime());
            if (!publisher.transport.sendRtp(replay.buffer, 0, length)) {
                throw new IllegalStateException("the publisher's socket refused a packet");
            }
            sent++;
            if (attentive) {
                turn();
            }
        } while (!replay.frameEnded());
    }

    /** Until the server has received all but so many packets. */
    private void awaitReceived(int pending) throws IOException {
        long patience = System.nanoTime() + PATIENCE;
        while (sent - published.received.get() > pending) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("packets were lost on the way to the server");
            }
            look();
        }
    }

    private void look() throws IOException {
        for (int i = 0; i < probes.size(); i++) {
            probes.get(i).poll(POLL);
        }
    }

    /** A look at the probes, and at a few of the others. */
    private void turn() throws IOException {
        look();
        for (int i = 0; i < SWEEP && i < all.size(); i++) {
            sweep = sweep + 1 < all.size() ? sweep + 1 : 0;
            all.get(sweep).poll(POLL);
        }
        if (sweep < SWEEP) {
            housekeeping();
        }
    }

    private void housekeeping() {
        long now = System.nanoTime();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).tick(now);
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Takes what is left in the sockets; the server has nothing more to send. */
    private void drain() throws IOException {
        boolean quiet = false;
        while (!quiet) {
            quiet = true;
            for (Client each : subscribers) {
                quiet &= each.poll(POLL) == 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Client each : all) {
            each.close();
        }
        server.close();
    }
}
