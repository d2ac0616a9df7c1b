package io.sluice.transport.peer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down what a transport says. */
final class RecordingListener implements PeerListener {
    final List<String> events = new ArrayList<>();
    final List<byte[]> rtp = new ArrayList<>();
    final List<byte[]> rtcp = new ArrayList<>();
    final List<byte[]> data = new ArrayList<>();

    @Override
    public void connected() {
        events.add("connected");
    }

    @Override
    public void interrupted() {
        events.add("interrupted");
    }

    @Override
    public void restored() {
        events.add("restored");
    }

    @Override
    public void failed(String reason) {
        events.add("failed " + reason);
    }

    @Override
    public void rtp(byte[] buffer, int offset, int length, long nowNanos) {
        rtp.add(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void rtcp(byte[] buffer, int offset, int length, long nowNanos) {
        rtcp.add(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void data(byte[] buffer, int offset, int length, long nowNanos) {
        data.add(Arrays.copyOfRange(buffer, offset, offset + length));
    }
}
