package io.sluice.server.socketio;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tasks of one client one after the other, on threads that may block. */
final class SerialTasks {
    /** So much work makes a client wait before it may send more. */
    private static final int BUSY = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(SerialTasks.class);

    private final Executor threads;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private long weight;
    private boolean running;
    private Runnable relief = () -> {};

    private record Task(int weight, Runnable body) {}

    SerialTasks(Executor threads) {
        this.threads = threads;
    }

    /** @param then runs each time that {@link #isBusy} ends, on any thread */
    synchronized void whenRelieved(Runnable then) {
        relief = then;
    }

    /** @param weight bytes, about, that the task keeps alive */
    void add(int weight, Runnable body) {
        synchronized (this) {
            waiting.add(new Task(weight, body));
            this.weight += weight;
            if (running) {
                return;
            }
            running = true;
        }
        threads.execute(this::run);
    }

    synchronized boolean isBusy() {
        return weight > BUSY;
    }

    /** Bytes, about, that the waiting tasks keep alive. */
    synchronized long weight() {
        return weight;
    }

    private void run() {
        while (true) {
            Task task;
            synchronized (this) {
                task = waiting.peek();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            try {
                task.body.run();
            } catch (RuntimeException e) {
                log.error("socketio_listener_failed", e);
            }
            finished(task);
        }
    }

    private void finished(Task task) {
        Runnable then = null;
        synchronized (this) {
            boolean wasBusy = isBusy();
            waiting.remove();
            weight -= task.weight;
            if (wasBusy && !isBusy()) {
                then = relief;
            }
        }
        if (then != null) {
            then.run();
        }
    }
}
