import { RemoteVideoTrack, type TrackPublication, type VideoTrack } from 'livekit-client';
import { type Counters, describe } from './figures';

/** Reads a received track's counters and compares them with those read before. */
export class ReceivedPicture {
  private before: Counters | undefined;

  async measure(track: VideoTrack, publication: TrackPublication): Promise<string> {
    const stats = track instanceof RemoteVideoTrack ? await track.getReceiverStats() : undefined;
    if (!stats) {
      this.before = undefined;
      return '';
    }
    const now: Counters = {
      width: stats.frameWidth ?? 0,
      height: stats.frameHeight ?? 0,
      atMillis: stats.timestamp,
      bytes: stats.bytesReceived ?? 0,
      frames: stats.framesDecoded,
    };
    const text = describe(now, this.before, publication.trackInfo?.layers ?? []);
    this.before = now;
    return text;
  }
}
