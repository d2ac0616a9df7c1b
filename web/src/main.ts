import { DisconnectReason } from 'livekit-client';
import { CallView } from './call-view';
import { JoinView } from './join-view';
import { explainEnd, explainJoin } from './messages';
import { type JoinOptions, readOptions } from './options';
import { join } from './session';
import './style.css';

const page = document.getElementById('page')!;
const asked = readOptions(location.search);
let known: JoinOptions = asked;

function showForm(notice: string): JoinView {
  const form = new JoinView(known, (options) => void enter(options, form));
  page.replaceChildren(form.element);
  form.say(notice);
  return form;
}

async function enter(options: JoinOptions, form: JoinView): Promise<void> {
  known = options;
  form.setBusy(true);
  say('joining');
  let call: CallView | undefined;
  let inside = false;
  try {
    await join(options, (room) => {
      call = new CallView(room, options.room, (reason) => {
        // What goes wrong before one is inside is told by the error below.
        if (inside) {
          call?.dispose();
          leave(reason);
        }
      });
    });
    inside = true;
    page.replaceChildren(call!.element);
    rememberInAddress(options);
    call!.start();
    say('joined');
  } catch (error) {
    call?.dispose();
    form.setBusy(false);
    form.say(explainJoin(error));
    say('failed');
  }
}

function leave(reason: DisconnectReason | undefined): void {
  showForm(explainEnd(reason));
  say('left');
}

/** A reload comes back to the form as it was; the passphrase does not stay in the address. */
function rememberInAddress({ room, name }: JoinOptions): void {
  history.replaceState(null, '', `?${new URLSearchParams({ room, name })}`);
}

/** Where the page stands, for those who drive it from outside. */
function say(state: 'joining' | 'joined' | 'left' | 'failed'): void {
  page.dataset.call = state;
}

const form = showForm('');
if (asked.autojoin) {
  void enter(asked, form);
}
