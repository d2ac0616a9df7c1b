import { type RemoteTrack, type Room, RoomEvent, Track } from 'livekit-client';
import type { Banner } from '../parts/banner';
import { element } from '../parts/elements';
import { isReadable } from './readable';

/** Plays what the others say. Browsers may ask for a click before they play anything. */
export class Sound {
  readonly element = element('div', { hidden: true });

  constructor(room: Room, banner: Banner) {
    room.on(RoomEvent.TrackSubscribed, (track, publication) => {
      if (isReadable(room, publication)) {
        this.play(track);
      }
    });
    room.on(RoomEvent.TrackUnsubscribed, (track) => stop(track));
    room.on(RoomEvent.AudioPlaybackStatusChanged, () => {
      if (room.canPlaybackAudio) {
        banner.clear('sound');
      } else {
        banner.say('sound', 'The browser keeps the sound off until you allow it.', {
          label: 'Turn on the sound',
          act: () => void room.startAudio(),
        });
      }
    });
  }

  private play(track: RemoteTrack): void {
    if (track.kind === Track.Kind.Audio) {
      this.element.append(track.attach());
    }
  }
}

function stop(track: RemoteTrack): void {
  if (track.kind === Track.Kind.Audio) {
    track.detach().forEach((player) => player.remove());
  }
}
