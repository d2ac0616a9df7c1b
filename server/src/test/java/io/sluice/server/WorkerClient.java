package io.sluice.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.sluice.signaling.proto.AvailabilityResponse;
import io.sluice.signaling.proto.Job;
import io.sluice.signaling.proto.JobAssignment;
import io.sluice.signaling.proto.JobStatus;
import io.sluice.signaling.proto.RegisterWorkerRequest;
import io.sluice.signaling.proto.ServerMessage;
import io.sluice.signaling.proto.UpdateJobStatus;
import io.sluice.signaling.proto.WorkerMessage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An agent worker on a bare WebSocket: keeps what the server says. */
public final class WorkerClient implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final WebSocket socket;
    private final Ear ear = new Ear();

    /** A message and the kind of frame it came in. */
    public record Heard(ServerMessage message, boolean text) {}

    private WorkerClient(URI uri, String token) {
        socket = CLIENT.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(uri, ear)
                .join();
    }

    /** Connects; nothing is said yet. */
    public static WorkerClient connect(URI webSocketOfAgent, String token) {
        return new WorkerClient(webSocketOfAgent, token);
    }

    private static final class Ear implements WebSocket.Listener {
        private final List<Heard> heard = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();
        private @Nullable Integer closed;

        @Override
        public synchronized @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            bytes.writeBytes(part);
            if (last) {
                try {
                    heard.add(new Heard(ServerMessage.parseFrom(bytes.toByteArray()), false));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
                bytes.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                ServerMessage.Builder message = ServerMessage.newBuilder();
                try {
                    JsonFormat.parser().merge(text.toString(), message);
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
                heard.add(new Heard(message.build(), true));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public synchronized @Nullable CompletionStage<?> onClose(WebSocket from, int code, String why) {
            closed = code;
            return null;
        }

        @Override
        public synchronized void onError(WebSocket from, Throwable error) {
            closed = SignalClient.BROKEN;
        }

        synchronized List<Heard> heard() {
            return List.copyOf(heard);
        }

        synchronized @Nullable Integer closed() {
            return closed;
        }
    }

    public void say(WorkerMessage.Builder message) {
        sayBytes(message.build().toByteArray());
    }

    /** Sends a binary frame. */
    public void sayBytes(byte[] frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    }

    /** Sends a text frame. */
    public void sayText(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Registers and waits for the answer. */
    public WorkerClient register(RegisterWorkerRequest.Builder registration) {
        say(WorkerMessage.newBuilder().setRegister(registration));
        await("a registration", ServerMessage::hasRegister);
        return this;
    }

    /** Waits for an offer for that room and takes it or not. */
    public Job answer(String room, boolean available) {
        Job job = await(
                        "an offer for " + room,
                        message -> message.getAvailability()
                                .getJob()
                                .getRoom()
                                .getName()
                                .equals(room))
                .message()
                .getAvailability()
                .getJob();
        say(WorkerMessage.newBuilder()
                .setAvailability(AvailabilityResponse.newBuilder()
                        .setJobId(job.getId())
                        .setAvailable(available)
                        .setParticipantName("Agent")
                        .setParticipantIdentity("agent-" + job.getId())));
        return job;
    }

    /** Waits for an offer for that room, takes it, and waits for the assignment. */
    public JobAssignment accept(String room) {
        answer(room, true);
        return await("an assignment", ServerMessage::hasAssignment).message().getAssignment();
    }

    public void report(Job job, JobStatus status) {
        say(WorkerMessage.newBuilder()
                .setUpdateJob(UpdateJobStatus.newBuilder().setJobId(job.getId()).setStatus(status)));
    }

    /** Waits for the first message of this kind. */
    public Heard await(String what, Predicate<ServerMessage> kind) {
        return Await.until(
                        what,
                        () -> ear.heard().stream()
                                .filter(heard -> kind.test(heard.message))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** What came so far, in order. */
    public List<Heard> heard() {
        return ear.heard();
    }

    /** Waits until the connection has ended; the close code, or {@link SignalClient#BROKEN}. */
    public int awaitEnd() {
        Integer code = Await.until("the end of the connection", ear::closed, closed -> closed != null);
        return code == null ? SignalClient.BROKEN : code;
    }

    /** Ends the connection without a word. */
    @Override
    public void close() {
        socket.abort();
    }
}
