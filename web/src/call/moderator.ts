import type { Ticket } from '../entrance/ticket';
import { fromBase64 } from '../keys/bytes';

interface Claims {
  readonly video?: { readonly room?: string; readonly roomAdmin?: boolean };
}

/** The right to moderate was taken away. */
export class NotModerator extends Error {
  override readonly name = 'NotModerator';
}

/** Mutes and removes others by the server API, with the right that one's own token gives. */
export class Moderator {
  private constructor(private readonly address: string, private readonly token: string, private readonly room: string) {}

  /** Undefined when the token does not make one the room's administrator. */
  static of({ url, token }: Ticket): Moderator | undefined {
    const { video } = claimsOf(token);
    return video?.roomAdmin && video.room ? new Moderator(url.replace(/^ws/u, 'http').replace(/\/$/u, ''), token, video.room) : undefined;
  }

  mute(identity: string, trackSid: string): Promise<void> {
    return this.call('MutePublishedTrack', { room: this.room, identity, track_sid: trackSid, muted: true });
  }

  remove(identity: string): Promise<void> {
    return this.call('RemoveParticipant', { room: this.room, identity });
  }

  private async call(method: string, body: object): Promise<void> {
    const answer = await fetch(`${this.address}/twirp/livekit.RoomService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify(body),
    });
    if (answer.status === 401 || answer.status === 403) {
      throw new NotModerator('you may not moderate this call any more.');
    }
    if (!answer.ok) {
      throw new Error(`the server refused: ${(await answer.text()).slice(0, 200)}`);
    }
  }
}

/** What a token says, unverified: the server judges it, the page only shows the fitting buttons. */
export function claimsOf(token: string): Claims {
  try {
    const payload = token.split('.')[1]!.replace(/-/gu, '+').replace(/_/gu, '/');
    return JSON.parse(new TextDecoder().decode(fromBase64(payload))) as Claims;
  } catch {
    return {};
  }
}
