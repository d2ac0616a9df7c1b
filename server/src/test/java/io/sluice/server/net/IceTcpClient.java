package io.sluice.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.server.Await;
import io.sluice.transport.ice.IceParameters;
import io.sluice.transport.stun.StunIntegrity;
import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import io.sluice.transport.stun.StunWriter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;

/** An active ICE-TCP peer (RFC 6544) down to its bytes. */
final class IceTcpClient implements AutoCloseable {
    private final Socket socket = new Socket();
    private final OutputStream out;
    private final DataInputStream in;
    private long transaction = 1;

    IceTcpClient(InetSocketAddress server) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(Await.LIMIT.toMillis()));
        // Small, so that a client that does not read is soon felt.
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(server);
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** The frame (RFC 4571 §2) of a check with these credentials. Each is another transaction. */
    byte[] check(IceParameters to) {
        StunWriter writer = new StunWriter();
        writer.begin(StunType.BINDING_REQUEST, transaction++, 7)
                .username((to.ufrag() + ":peer").getBytes(US_ASCII))
                .priority(0x6e7f1eff)
                .role(true, 5)
                .finish(new StunIntegrity(to.password()));
        return frame(Arrays.copyOf(writer.buffer(), writer.length()));
    }

    static byte[] frame(byte[] content) {
        byte[] frame = new byte[2 + content.length];
        frame[0] = (byte) (content.length >>> 8);
        frame[1] = (byte) content.length;
        System.arraycopy(content, 0, frame, 2, content.length);
        return frame;
    }

    void send(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The content of the next frame. */
    byte[] receive() throws IOException {
        byte[] content = new byte[in.readUnsignedShort()];
        in.readFully(content);
        return content;
    }

    /** Whether the next frame answers a check with success. */
    boolean isAnswered() throws IOException {
        byte[] answer = receive();
        StunReader reader = new StunReader();
        return reader.parse(answer, 0, answer.length) && reader.type() == StunType.BINDING_SUCCESS;
    }

    /** Reads on until the server closes; fails if it does not. */
    void awaitEnd() throws IOException {
        try {
            while (true) {
                receive();
            }
        } catch (EOFException closed) {
            // As it should be.
        } catch (SocketException reset) {
            // Closed with bytes of ours unread.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
