import { DisconnectReason } from 'livekit-client';
import { CallView } from './call/call-view';
import { explainEnd, explainJoin } from './call/messages';
import { join } from './call/session';
import { Entrance } from './entrance/entrance';
import type { Entry } from './entrance/entry';
import { type JoinOptions, readOptions } from './entrance/options';
import { applyTheme } from './parts/theme';
import './style/base.css';
import './style/entrance.css';
import './style/call.css';
import './style/side.css';

const page = document.getElementById('page')!;
const asked = readOptions(location.search);
let known: JoinOptions = asked;

function showEntrance(notice: string): Entrance {
  const entrance = new Entrance(known, (entry) => void enter(entry, entrance));
  page.replaceChildren(entrance.element);
  entrance.say(notice);
  return entrance;
}

async function enter(entry: Entry, entrance: Entrance): Promise<void> {
  entrance.setBusy(true);
  say('joining');
  let view: CallView | undefined;
  let inside = false;
  try {
    await join(entry, (call) => {
      view = new CallView(call, (reason) => {
        // What goes wrong before one is inside is told by the error below.
        if (inside) {
          view?.dispose();
          leave(reason);
        }
      });
    });
    inside = true;
    entrance.close();
    page.replaceChildren(view!.element);
    remember(entry);
    view!.start(entry.devices);
    say('joined');
  } catch (error) {
    view?.dispose();
    entrance.setBusy(false);
    entrance.say(explainJoin(error));
    say('failed');
  }
}

function leave(reason: DisconnectReason | undefined): void {
  showEntrance(explainEnd(reason));
  say('left');
}

/** A reload comes back to the form as it was. */
function remember({ address }: Entry): void {
  known = { ...known, ...address };
  history.replaceState(null, '', `?${new URLSearchParams(address)}`);
}

/** Where the page stands, for those who drive it from outside. */
function say(state: 'joining' | 'joined' | 'left' | 'failed'): void {
  page.dataset.call = state;
}

applyTheme();
const entrance = showEntrance('');
if (asked.autojoin) {
  entrance.submit();
}
