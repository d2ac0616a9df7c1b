package io.sluice.signaling.livekit;

import io.sluice.signaling.proto.LeaveRequest;
import io.sluice.signaling.proto.SignalRequest;
import io.sluice.signaling.proto.SignalResponse;
import io.sluice.signaling.proto.SignalResponse.MessageCase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** One signal connection, seen from the client. */
final class SignalClient implements SignalChannel {
    final List<SignalResponse> received = new ArrayList<>();
    final SignalSession session;
    int closed;
    private final SignalNode node;

    SignalClient(SignalNode node, ConnectRequest request) {
        this.node = node;
        this.session = node.open(request, this);
    }

    /** Lets the session begin, and the room answer. */
    SignalClient join() {
        session.start();
        node.settle();
        return this;
    }

    /** Sends a message, and lets everything happen that follows from it at once. */
    void send(SignalRequest.Builder message) {
        session.receive(message.build());
        node.settle();
    }

    /** The connection breaks. */
    void lose() {
        session.lost();
        node.settle();
    }

    /** What kinds of messages came, in order. */
    List<MessageCase> kinds() {
        return received.stream().map(SignalResponse::getMessageCase).toList();
    }

    /** The contents of all messages of that kind. */
    <T> List<T> all(MessageCase kind, Function<SignalResponse, T> content) {
        return received.stream()
                .filter(message -> message.getMessageCase() == kind)
                .map(content)
                .toList();
    }

    LeaveRequest leave() {
        return all(MessageCase.LEAVE, SignalResponse::getLeave).getLast();
    }

    String sid() {
        return received.getFirst().getJoin().getParticipant().getSid();
    }

    @Override
    public ScheduledExecutorService executor() {
        return node.signal;
    }

    @Override
    public void send(SignalResponse message) {
        if (closed > 0) {
            throw new AssertionError("written to a closed connection: " + message);
        }
        received.add(message);
    }

    @Override
    public void close() {
        closed++;
    }
}
