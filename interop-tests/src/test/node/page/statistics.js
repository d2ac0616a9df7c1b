async function entries(source) {
  return [...((await source?.getStats()) ?? new Map()).values()];
}

/** What the receiver of a publication counts; null before it has anything. */
export async function received(publication) {
  const all = await entries(publication?.track?.receiver);
  const stream = all.find(entry => entry.type === 'inbound-rtp');
  if (!stream) return null;
  return {
    codec: all.find(entry => entry.id === stream.codecId)?.mimeType ?? '',
    packets: stream.packetsReceived ?? 0,
    frames: stream.framesDecoded ?? 0,
    width: stream.frameWidth ?? 0,
    frozenSeconds: stream.totalFreezesDuration ?? 0,
    lost: stream.packetsLost ?? 0,
    // What redundancy brings is counted as discarded where it was there already.
    repeated: stream.packetsDiscarded ?? 0,
    samples: stream.totalSamplesReceived ?? 0,
    concealed: (stream.concealedSamples ?? 0) - (stream.silentConcealedSamples ?? 0),
  };
}

/** What the sender of a publication counts, one entry a layer. */
export async function sent(publication) {
  const all = await entries(publication?.track?.sender);
  return all
    .filter(entry => entry.type === 'outbound-rtp')
    .map(({ packetsSent = 0, framesEncoded = 0, frameWidth = 0 }) => ({
      packets: packetsSent,
      frames: framesEncoded,
      width: frameWidth,
    }));
}

/** The protocol and the server's end of the pairs that connections in use have chosen. */
export async function way(connections) {
  const found = [];
  for (const connection of connections) {
    if (connection.connectionState !== 'connected') continue;
    const all = await entries(connection);
    const byId = new Map(all.map(entry => [entry.id, entry]));
    for (const transport of all.filter(entry => entry.type === 'transport')) {
      const remote = byId.get(byId.get(transport.selectedCandidatePairId)?.remoteCandidateId);
      if (remote) found.push({ protocol: remote.protocol, host: remote.address, port: remote.port });
    }
  }
  return found;
}
