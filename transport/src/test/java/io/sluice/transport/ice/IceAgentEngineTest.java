package io.sluice.transport.ice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.transport.stun.StunIntegrity;
import io.sluice.transport.stun.StunReader;
import io.sluice.transport.stun.StunType;
import io.sluice.transport.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an agent answers, believes and follows. Time and restarts are the business of {@link IceLifeEngineTest}. */
class IceAgentEngineTest {
    static final List<IceCandidate> LOCAL =
            HostCandidates.of(List.of(new InetSocketAddress("198.51.100.1", 7882)), List.of());

    private final RecordingPath wire = new RecordingPath("203.0.113.5", 40000);
    private final RecordingPath otherWire = new RecordingPath("203.0.113.6", 40001);
    private final IcePath path = new IcePath(wire);
    private final IcePath other = new IcePath(otherWire);
    private long now = SECONDS.toNanos(100);

    @Test
    void answersAnAuthenticCheckWithTheAddressItCameFromAndTakesThePathAtOnce() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        StunReader check = peer.check(false);

        assertThat(peer.deliver(path, check, now)).isTrue();

        StunReader answer = wire.next();
        assertThat(answer.type()).isEqualTo(StunType.BINDING_SUCCESS);
        assertThat(answer.transactionHigh()).isEqualTo(check.transactionHigh());
        assertThat(answer.mappedAddress()).isEqualTo(wire.remote());
        assertThat(new StunIntegrity(agent.local().password()).verify(answer)).isTrue();
        assertThat(agent.poll()).isEqualTo(new IceEvent.PathChanged(path));
        assertThat(agent.active()).isSameAs(path);
        assertThat(agent.nominated()).isFalse();
        assertThat(path.valid()).isTrue();
    }

    @Test
    void answersBeforeThePeersDescriptionIsKnown() {
        IceAgent agent = lite();
        ScriptedPeer peer = new ScriptedPeer(agent, "peer");

        assertThat(peer.deliver(path, peer.check(true), now)).isTrue();

        assertThat(wire.next().type()).isEqualTo(StunType.BINDING_SUCCESS);
        assertThat(agent.active()).isSameAs(path);
    }

    @Test
    void aLiteAgentSendsNothingUnasked() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);
        wire.sent.clear();

        advance(agent, SECONDS.toNanos(9));

        assertThat(wire.sent).isEmpty();
        assertThat(agent.wants(candidate("203.0.113.9"))).isFalse();
    }

    @Test
    void doesNotBelieveForeignOrDamagedRequests() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        IceParameters local = agent.local();
        IceParameters otherUfrag = new IceParameters("other123", local.password());
        IceParameters otherPassword = new IceParameters(local.ufrag(), "wrong-wrong-wrong-wrong-");
        StunWriter unsigned = new StunWriter();
        unsigned.begin(StunType.BINDING_REQUEST, 3, 3).username((local.ufrag() + ":peer").getBytes(US_ASCII));
        unsigned.finish(new StunIntegrity(local.password()));
        unsigned.buffer()[unsigned.length() - 1] ^= 1;

        assertThat(agent.verify(peer.check(otherUfrag, true, true, 1), null)).isZero();
        assertThat(agent.verify(peer.check(otherPassword, true, true, 2), null)).isZero();
        assertThat(agent.verify(ScriptedPeer.read(unsigned), null)).isZero();
        assertThat(agent.poll()).isNull();
    }

    @Test
    void doesNotFollowANominationThatIsPlayedBackFromElsewhere() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        StunReader nomination = peer.check(true);
        peer.deliver(path, nomination, now);

        assertThat(peer.deliver(other, nomination, now)).isFalse();
        assertThat(peer.deliver(path, nomination, now))
                .as("its own retransmission")
                .isTrue();
        assertThat(agent.active()).isSameAs(path);
    }

    @Test
    void followsEveryNominationAtOnce() {
        for (IceAgent agent : List.of(lite(), full(false))) {
            ScriptedPeer peer = described(agent);
            IcePath first = new IcePath(wire);
            IcePath second = new IcePath(otherWire);
            peer.deliver(first, peer.check(true), now);
            peer.deliver(second, peer.check(false), now);
            assertThat(agent.active()).isSameAs(first);

            peer.deliver(second, peer.check(true), now);

            assertThat(agent.active()).isSameAs(second);
            assertThat(agent.nominated()).isTrue();
        }
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        StunWriter strange = new StunWriter();
        strange.begin(StunType.BINDING_REQUEST, 3, 3)
                .username((agent.local().ufrag() + ":peer").getBytes(US_ASCII))
                .useCandidate();
        // Now it is no USE-CANDIDATE any more.
        strange.buffer()[strange.length() - 4] = 0x70;
        strange.finish(new StunIntegrity(agent.local().password()));

        peer.deliver(path, ScriptedPeer.read(strange), now);

        StunReader answer = wire.next();
        assertThat(answer.type()).isEqualTo(StunType.BINDING_ERROR);
        assertThat(answer.errorCode()).isEqualTo(420);
    }

    @Test
    void aLiteAgentTellsAPeerThatIsControlledTooToControl() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);

        peer.deliver(path, peer.check(agent.local(), false, false, 1), now);

        assertThat(wire.next().errorCode()).isEqualTo(487);
        assertThat(agent.controlling()).isFalse();
        assertThatThrownBy(() -> new IceAgent(IceMode.LITE, true, LOCAL, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSmallerTieBreakerGivesWay() {
        IceAgent agent = full(true);
        ScriptedPeer peer = described(agent);
        peer.tieBreaker = -1;
        peer.deliver(path, peer.check(true), now);
        assertThat(agent.controlling()).isFalse();
        assertThat(wire.next().type()).isEqualTo(StunType.BINDING_SUCCESS);
        assertThat(agent.active()).isSameAs(path);

        IceAgent stronger = full(true);
        ScriptedPeer weaker = described(stronger);
        weaker.tieBreaker = 0;
        weaker.deliver(other, weaker.check(true), now);
        assertThat(stronger.controlling()).isTrue();
        assertThat(otherWire.next().errorCode()).isEqualTo(487);
    }

    @Test
    void changesItsRoleWhenRefusedForIt() {
        IceAgent agent = full(true);
        ScriptedPeer peer = described(agent);
        StunReader check = firstCheck(agent);
        assertThat(check.controlling()).isTrue();

        agent.response(path, peer.refuse(check, 487), now);
        assertThat(agent.controlling()).isFalse();
        advance(agent, MILLISECONDS.toNanos(50));
        assertThat(wire.next().controlled()).isTrue();

        agent.response(path, peer.refuse(check, 487), now);
        assertThat(agent.controlling()).as("the same refusal again").isFalse();
    }

    @Test
    void checksCandidatesAndNominatesTheFirstThatAnswers() {
        IceAgent agent = full(true);
        ScriptedPeer peer = described(agent);
        StunReader check = firstCheck(agent);
        assertThat(check.addressedTo("peer".getBytes(US_ASCII))).isTrue();
        assertThat(new StunIntegrity(peer.ice.password()).verify(check)).isTrue();
        assertThat(check.useCandidate()).isFalse();
        assertThat(agent.active()).isNull();

        now += MILLISECONDS.toNanos(30);
        agent.response(path, peer.answer(check), now);

        assertThat(agent.active()).isSameAs(path);
        assertThat(agent.rttNanos()).isEqualTo(MILLISECONDS.toNanos(30));
        assertThat(wire.next().useCandidate()).isTrue();
        assertThat(agent.poll()).isEqualTo(new IceEvent.PathChanged(path));
    }

    @Test
    void repeatsTheNominationUntilItIsAnsweredAndKeepsThePathAliveThen() {
        IceAgent agent = full(true);
        ScriptedPeer peer = described(agent);
        agent.response(path, peer.answer(firstCheck(agent)), now);
        wire.next();
        advance(agent, MILLISECONDS.toNanos(100));
        StunReader again = wire.next();
        assertThat(again.useCandidate()).isTrue();

        agent.response(path, peer.answer(again), now);
        wire.sent.clear();
        advance(agent, MILLISECONDS.toNanos(1900));
        assertThat(wire.sent).isEmpty();
        advance(agent, MILLISECONDS.toNanos(150));
        assertThat(wire.sent).hasSize(1);
    }

    @Test
    void answersACheckWithOneOfItsOwn() {
        IceAgent agent = full(false);
        ScriptedPeer peer = described(agent);

        peer.deliver(path, peer.check(false), now);

        assertThat(wire.next().type()).isEqualTo(StunType.BINDING_SUCCESS);
        StunReader triggered = wire.next();
        assertThat(triggered.type()).isEqualTo(StunType.BINDING_REQUEST);
        assertThat(triggered.controlled()).isTrue();
        assertThat(triggered.useCandidate()).isFalse();

        now += MILLISECONDS.toNanos(20);
        agent.response(path, peer.answer(triggered), now);
        peer.deliver(path, peer.check(true), now);
        assertThat(wire.next().type()).isEqualTo(StunType.BINDING_SUCCESS);
        assertThat(wire.sent).as("once proved, no more checks in reply").isEmpty();
        assertThat(agent.rttNanos()).isEqualTo(MILLISECONDS.toNanos(20));
    }

    @Test
    void doesNotBelieveAnswersThatAreForgedOrUnasked() {
        IceAgent agent = full(true);
        ScriptedPeer peer = described(agent);
        StunReader check = firstCheck(agent);

        agent.response(path, peer.answer(check, "not-the-password-of-the-peer"), now);
        assertThat(agent.active()).isNull();
        agent.response(other, peer.answer(check), now);
        assertThat(agent.active()).as("from elsewhere").isNull();
        agent.response(path, peer.answer(check), now + SECONDS.toNanos(5));
        assertThat(agent.active()).as("too late").isNull();
        agent.response(path, peer.answer(check), now);
        assertThat(agent.active()).isSameAs(path);
    }

    @Test
    void remembersNoMoreThanEightPathsAndNeverForgetsTheOneInUse() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);
        List<IceEvent> events = drain(agent);
        events.clear();

        for (int i = 0; i < 20; i++) {
            now += MILLISECONDS.toNanos(1);
            peer.deliver(new IcePath(new RecordingPath("203.0.113.77", 1000 + i)), peer.check(false), now);
            events.addAll(drain(agent));
        }

        assertThat(events).hasSize(13).allMatch(e -> e instanceof IceEvent.PathRemoved);
        assertThat(events).doesNotContain(new IceEvent.PathRemoved(path));
        assertThat(agent.active()).isSameAs(path);
    }

    @Test
    void checksOnlyCandidatesThatMakeSense() {
        IceAgent agent = full(true);
        assertThat(agent.wants(candidate("203.0.113.5"))).isTrue();
        assertThat(agent.wants(candidate("127.0.0.1")))
                .as("loopback, while we are elsewhere")
                .isFalse();
        assertThat(agent.wants(candidate("0.0.0.0"))).isFalse();
        assertThat(agent.wants(candidate("224.0.0.1"))).isFalse();
        assertThat(agent.wants(
                        candidate(IceCandidate.Protocol.UDP, InetSocketAddress.createUnresolved("a-name.local", 1))))
                .isFalse();
        assertThat(agent.wants(candidate(IceCandidate.Protocol.TCP_ACTIVE, new InetSocketAddress("203.0.113.5", 9))))
                .isFalse();
    }

    @Test
    void isSilentOnceClosed() {
        IceAgent agent = full(true);
        ScriptedPeer peer = described(agent);
        agent.addRemoteCandidate(candidate("203.0.113.5"), path, now);
        agent.close();

        advance(agent, SECONDS.toNanos(30));

        assertThat(wire.sent).isEmpty();
        assertThat(peer.deliver(path, peer.check(true), now)).isFalse();
        assertThat(agent.poll()).isNull();
        assertThat(agent.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    /** The first check of a full agent that is told one candidate. */
    private StunReader firstCheck(IceAgent agent) {
        agent.addRemoteCandidate(candidate("203.0.113.5"), path, now);
        agent.tick(now);
        return wire.next();
    }

    static IceAgent lite() {
        return new IceAgent(IceMode.LITE, false, LOCAL, new Random(1));
    }

    static IceAgent full(boolean controlling) {
        return new IceAgent(IceMode.FULL, controlling, LOCAL, new Random(2));
    }

    private ScriptedPeer described(IceAgent agent) {
        ScriptedPeer peer = new ScriptedPeer(agent, "peer");
        assertThat(agent.setRemote(peer.ice, now)).isTrue();
        return peer;
    }

    static IceCandidate candidate(String host) {
        return candidate(IceCandidate.Protocol.UDP, new InetSocketAddress(host, 40000));
    }

    private static IceCandidate candidate(IceCandidate.Protocol protocol, InetSocketAddress address) {
        long priority = CandidatePriority.udp(CandidatePriority.HOST, 0xFFFF);
        return new IceCandidate("1", 1, protocol, priority, address, IceCandidate.Type.HOST);
    }

    private void advance(IceAgent agent, long nanos) {
        now = advance(agent, now, now + nanos);
    }

    /** Lets an agent have all the ticks it wants. */
    static long advance(IceAgent agent, long from, long until) {
        long now = from;
        while (agent.deadline() <= until) {
            now = Math.max(now, agent.deadline());
            agent.tick(now);
        }
        return until;
    }

    static List<IceEvent> drain(IceAgent agent) {
        List<IceEvent> events = new ArrayList<>();
        for (IceEvent event = agent.poll(); event != null; event = agent.poll()) {
            events.add(event);
        }
        return events;
    }
}
