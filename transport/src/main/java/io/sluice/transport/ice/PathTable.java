package io.sluice.transport.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few paths of one agent. Capped, because who owns the password can send from as many addresses as it likes. */
final class PathTable {
    static final int CAPACITY = 8;

    private final List<IcePath> paths = new ArrayList<>(CAPACITY);

    int size() {
        return paths.size();
    }

    IcePath get(int index) {
        return paths.get(index);
    }

    boolean contains(IcePath path) {
        return paths.contains(path);
    }

    void remove(IcePath path) {
        paths.remove(path);
    }

    /** The path over UDP to this address. */
    @Nullable
    IcePath datagramPathTo(InetSocketAddress remote) {
        for (IcePath each : paths) {
            if (!each.stream() && each.path().remote().equals(remote)) {
                return each;
            }
        }
        return null;
    }

    /**
     * Takes a path in. If the table is full, one has to give way: a valid newcomer displaces the least promising, a mere candidate only one
     * whose checks are spent.
     *
     * @param active never displaced
     * @return who is left out, perhaps the newcomer; null if there is room
     */
    @Nullable
    IcePath admit(IcePath newcomer, boolean authentic, @Nullable IcePath active) {
        if (paths.size() < CAPACITY) {
            paths.add(newcomer);
            return null;
        }
        IcePath victim = null;
        for (IcePath each : paths) {
            boolean displaceable = each != active && (authentic || (!each.valid && each.tries >= IceTimers.TRIES));
            if (displaceable && (victim == null || worse(each, victim))) {
                victim = each;
            }
        }
        if (victim == null) {
            return newcomer;
        }
        paths.remove(victim);
        paths.add(newcomer);
        return victim;
    }

    private static boolean worse(IcePath a, IcePath b) {
        if (a.valid != b.valid) {
            return !a.valid;
        }
        return a.valid ? a.heardAt < b.heardAt : a.priority < b.priority;
    }
}
