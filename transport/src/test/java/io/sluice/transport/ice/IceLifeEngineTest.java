package io.sluice.transport.ice;

import static io.sluice.transport.ice.IceAgentEngineTest.candidate;
import static io.sluice.transport.ice.IceAgentEngineTest.drain;
import static io.sluice.transport.ice.IceAgentEngineTest.full;
import static io.sluice.transport.ice.IceAgentEngineTest.lite;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of an agent as time passes: silence, recovery, restarts. */
class IceLifeEngineTest {
    private final RecordingPath wire = new RecordingPath("203.0.113.5", 40000);
    private final RecordingPath otherWire = new RecordingPath("203.0.113.6", 40001);
    private final IcePath path = new IcePath(wire);
    private final IcePath other = new IcePath(otherWire);
    private long now = SECONDS.toNanos(100);

    @Test
    void givesUpAfterFifteenSecondsWithoutAPath() {
        IceAgent agent = full(true);
        described(agent);
        agent.addRemoteCandidate(candidate("203.0.113.5"), path, now);

        advance(agent, MILLISECONDS.toNanos(14_900));
        assertThat(agent.state()).isEqualTo(IceState.CHECKING);
        advance(agent, MILLISECONDS.toNanos(200));

        assertThat(agent.state()).isEqualTo(IceState.FAILED);
        assertThat(agent.poll()).isEqualTo(new IceEvent.Failed("ice_no_path"));
        assertThat(wire.sent.size()).isBetween(7, 12);
    }

    @Test
    void isInterruptedAfterTenSecondsFailsAfterFifteenAndHealsWithinAMinute() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);
        drain(agent);

        advance(agent, MILLISECONDS.toNanos(9_950));
        assertThat(drain(agent)).isEmpty();
        advance(agent, MILLISECONDS.toNanos(100));
        assertThat(drain(agent)).containsExactly(new IceEvent.Interrupted());
        advance(agent, SECONDS.toNanos(5));
        assertThat(drain(agent)).containsExactly(new IceEvent.Failed("ice_silent"));
        advance(agent, SECONDS.toNanos(59));
        peer.deliver(path, peer.check(true), now);

        assertThat(drain(agent)).contains(new IceEvent.Restored());
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
        assertThat(agent.active()).isSameAs(path);
    }

    @Test
    void doesNotAnswerAnyMoreAMinuteAfterItFailed() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);

        advance(agent, SECONDS.toNanos(76));

        assertThat(peer.deliver(path, peer.check(true), now)).isFalse();
        assertThat(drain(agent)).contains(new IceEvent.PathRemoved(path));
        assertThat(agent.active()).isNull();
        assertThat(agent.deadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aRestartMendsAnAgentThatGaveUp() {
        IceAgent agent = lite();
        ScriptedPeer before = described(agent);
        before.deliver(path, before.check(true), now);
        advance(agent, SECONDS.toNanos(80));
        drain(agent);

        ScriptedPeer after = new ScriptedPeer(agent, "peer2");
        agent.setRemote(after.ice, now);
        assertThat(agent.state()).isEqualTo(IceState.CHECKING);
        assertThat(after.deliver(other, after.check(true), now)).isTrue();

        assertThat(drain(agent)).contains(new IceEvent.Restored(), new IceEvent.PathChanged(other));
        assertThat(agent.state()).isEqualTo(IceState.CONNECTED);
    }

    @Test
    void mediaKeepsItAliveButIsNoConsent() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);
        drain(agent);

        for (int i = 0; i < 29; i++) {
            advance(agent, SECONDS.toNanos(1));
            agent.heard(path, now);
        }
        assertThat(drain(agent)).isEmpty();
        advance(agent, SECONDS.toNanos(2));
        assertThat(drain(agent)).contains(new IceEvent.Failed("ice_consent_expired"));
    }

    @Test
    void mediaEndsAnInterruption() {
        IceAgent agent = lite();
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);
        advance(agent, SECONDS.toNanos(11));
        drain(agent);

        assertThat(agent.heard(path, now)).isTrue();
        assertThat(drain(agent)).containsExactly(new IceEvent.Restored());
        assertThat(agent.heard(path, now)).isFalse();
    }

    @Test
    void keepsTheOldPathThroughARestartUntilTheNewGenerationHasOne() {
        IceAgent agent = lite();
        ScriptedPeer before = described(agent);
        before.deliver(path, before.check(true), now);
        drain(agent);
        IceParameters old = agent.local();

        agent.restart(now);
        assertThat(agent.local()).isNotEqualTo(old);
        assertThat(agent.active()).isSameAs(path);
        assertThat(before.deliver(path, before.check(old, true, true, 90), now)).isTrue();
        ScriptedPeer after = new ScriptedPeer(agent, "peer2");
        assertThat(agent.setRemote(after.ice, now)).isTrue();
        assertThat(agent.active()).isSameAs(path);

        after.deliver(other, after.check(false), now);
        assertThat(agent.active()).isSameAs(other);
        assertThat(drain(agent)).containsExactly(new IceEvent.PathChanged(other));
        assertThat(before.deliver(path, before.check(old, true, true, 91), now)).isTrue();
        assertThat(agent.active())
                .as("nominations of the old generation are void")
                .isSameAs(other);

        advance(agent, SECONDS.toNanos(4));
        assertThat(drain(agent))
                .containsExactlyInAnyOrder(new IceEvent.Retired(old.ufrag()), new IceEvent.PathRemoved(path));
        assertThat(before.deliver(path, before.check(old, true, true, 92), now)).isFalse();
    }

    @Test
    void aRestartByThePeerRenewsOurCredentialsAndItsRepetitionDoesNot() {
        IceAgent agent = lite();
        ScriptedPeer before = described(agent);
        IceParameters first = agent.local();
        agent.setRemote(before.ice, now);
        assertThat(agent.local()).isEqualTo(first);

        ScriptedPeer after = new ScriptedPeer(agent, "peer2");
        agent.setRemote(after.ice, now);
        IceParameters second = agent.local();
        assertThat(second).isNotEqualTo(first);
        agent.setRemote(after.ice, now);
        assertThat(agent.local()).isEqualTo(second);
    }

    @Test
    void theAnswerToAnEarlierOfferIsNoAnswerToARestart() {
        IceAgent agent = full(true);
        ScriptedPeer before = described(agent);
        agent.restart(now);
        IceParameters offered = agent.local();

        agent.setRemote(before.ice, now);
        assertThat(agent.local()).isEqualTo(offered);
        agent.restart(now);
        assertThat(agent.local())
                .as("still unanswered, so there is nothing to renew")
                .isEqualTo(offered);
    }

    @Test
    void refusesCredentialsThatCannotBeAny() {
        IceAgent agent = lite();
        String longEnough = "0123456789012345678901";
        Stream.of(
                        new IceParameters("abc", longEnough),
                        new IceParameters("abcd", longEnough.substring(1)),
                        new IceParameters("ab:d", longEnough),
                        new IceParameters("a".repeat(257), longEnough),
                        new IceParameters("ab\u00e4d", longEnough))
                .forEach(each -> assertThat(agent.setRemote(each, now)).isFalse());
        assertThat(agent.state()).isEqualTo(IceState.NEW);
    }

    @Test
    void makesCredentialsOfIceCharsOnly() {
        for (int i = 0; i < 1_000; i++) {
            IceParameters made = IceParameters.random(new Random(i));
            assertThat(made.ufrag()).matches("[A-Za-z0-9+/]{8}");
            assertThat(made.password()).matches("[A-Za-z0-9+/]{24}");
        }
    }

    @Test
    void looksForAnotherPathWhenTheSocketOfTheActiveOneIsGone() {
        IceAgent agent = full(false);
        ScriptedPeer peer = described(agent);
        peer.deliver(path, peer.check(true), now);
        now += MILLISECONDS.toNanos(60);
        peer.deliver(other, peer.check(false), now);
        otherWire.sent.clear();

        agent.pathClosed(path, now);
        assertThat(agent.active()).isNull();
        advance(agent, MILLISECONDS.toNanos(100));
        agent.response(other, peer.answer(otherWire.next()), now);

        assertThat(agent.active()).isSameAs(other);
    }

    private ScriptedPeer described(IceAgent agent) {
        ScriptedPeer peer = new ScriptedPeer(agent, "peer");
        assertThat(agent.setRemote(peer.ice, now)).isTrue();
        return peer;
    }

    private void advance(IceAgent agent, long nanos) {
        now = IceAgentEngineTest.advance(agent, now, now + nanos);
    }
}
