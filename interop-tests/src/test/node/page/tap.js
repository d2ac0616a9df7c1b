// Must be loaded before the SDK: it puts itself between the SDK and the browser's connections.

/**
 * only: undefined for every candidate, 'tcp' for TCP ones, 'line' for UDP through the test's own line.
 * With 'tcp' and 'line' the own candidates stay secret, else the server could find a way around.
 * without: a codec that the browser does not know for receiving, as if it had no decoder.
 */
export const tap = { only: undefined, without: undefined, connections: [], serverCandidates: [] };

async function rewritten(candidate) {
  const words = candidate.split(' ');
  const [, , protocol, , host, port] = words;
  if (port === undefined) return candidate;
  tap.serverCandidates.push({ protocol: protocol.toLowerCase(), host, port: Number(port) });
  const udp = protocol.toLowerCase() === 'udp';
  if (tap.only === 'tcp') return udp ? null : candidate;
  if (tap.only !== 'line') return candidate;
  if (!udp) return null;
  words[4] = '127.0.0.1';
  words[5] = String(await window.viaLine(host, Number(port)));
  return words.join(' ');
}

async function rewrittenSdp(sdp) {
  const lines = await Promise.all(
    sdp.split('\r\n').map(async line => {
      if (!line.startsWith('a=candidate:')) return line;
      const candidate = await rewritten(line.slice(2));
      return candidate === null ? null : `a=${candidate}`;
    }),
  );
  return lines.filter(line => line !== null).join('\r\n');
}

function withoutCandidates(description) {
  if (tap.only === undefined) return description;
  return { type: description.type, sdp: description.sdp.replace(/^a=candidate:.*\r\n/gm, '') };
}

/** Before a description is made: the sections to receive on. */
function forget(connection, codec) {
  if (codec === undefined) return;
  const known = RTCRtpReceiver.getCapabilities('video').codecs;
  const left = known.filter(({ mimeType }) => mimeType.toLowerCase() !== `video/${codec.toLowerCase()}`);
  for (const transceiver of connection.getTransceivers()) {
    const receives = transceiver.receiver.track.kind === 'video' && transceiver.direction === 'recvonly';
    if (receives) transceiver.setCodecPreferences(left);
  }
}

class TappedConnection extends RTCPeerConnection {
  constructor(...args) {
    super(...args);
    tap.connections.push(this);
  }

  async addIceCandidate(init) {
    if (!init?.candidate) return super.addIceCandidate(init);
    const candidate = await rewritten(init.candidate);
    if (candidate === null) return undefined;
    return super.addIceCandidate({ candidate, sdpMid: init.sdpMid, sdpMLineIndex: init.sdpMLineIndex });
  }

  async setRemoteDescription(description) {
    return super.setRemoteDescription({ type: description.type, sdp: await rewrittenSdp(description.sdp) });
  }

  async createOffer(...args) {
    forget(this, tap.without);
    return withoutCandidates(await super.createOffer(...args));
  }

  async createAnswer(...args) {
    forget(this, tap.without);
    return withoutCandidates(await super.createAnswer(...args));
  }

  set onicecandidate(handler) {
    super.onicecandidate = handler && (event => tap.only === undefined && handler(event));
  }
}

window.RTCPeerConnection = TappedConnection;
