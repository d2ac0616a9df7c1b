package io.sluice.transport.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes down what a transport says; a test may act in the middle of it. */
final class RecordingListener implements PeerListener {
    final List<String> events = new ArrayList<>();
    final List<byte[]> rtp = new ArrayList<>();
    final List<byte[]> rtcp = new ArrayList<>();
    final List<byte[]> data = new ArrayList<>();

    /** Called last in each callback, with its name. */
    Consumer<String> then = callback -> {};

    @Override
    public void connected() {
        events.add("connected");
        then.accept("connected");
    }

    @Override
    public void interrupted() {
        events.add("interrupted");
        then.accept("interrupted");
    }

    @Override
    public void restored() {
        events.add("restored");
        then.accept("restored");
    }

    @Override
    public void failed(String reason) {
        events.add("failed " + reason);
        then.accept("failed");
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        rtp.add(Arrays.copyOfRange(buffer, offset, offset + length));
        then.accept("rtp");
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        rtcp.add(Arrays.copyOfRange(buffer, offset, offset + length));
        then.accept("rtcp");
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        data.add(Arrays.copyOfRange(buffer, offset, offset + length));
        then.accept("data");
    }
}
