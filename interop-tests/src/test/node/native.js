import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A participant of the native SDK in a process of its own: a panic in its Rust part ends that process and no other. */
export class NativeParticipant {
  troubles = [];
  #pending = new Map();
  #count = 0;

  constructor(name) {
    this.process = fork(fileURLToPath(new URL('./native-participant.js', import.meta.url)), { stdio: 'pipe' });
    for (const output of [this.process.stdout, this.process.stderr]) {
      output.on('data', text => {
        if (/panic|error/i.test(text)) this.troubles.push(`${name}: ${String(text).slice(0, 500)}`);
      });
    }
    this.process.on('message', ({ id, value, error }) => {
      const { resolve, reject } = this.#pending.get(id);
      this.#pending.delete(id);
      error === undefined ? resolve(value) : reject(new Error(error));
    });
    this.process.on('exit', code => {
      for (const { reject } of this.#pending.values()) reject(new Error(`${name}: the process ended with ${code}`));
    });
  }

  call(name, args) {
    return new Promise((resolve, reject) => {
      const id = ++this.#count;
      this.#pending.set(id, { resolve, reject });
      this.process.send({ id, name, args: args ?? {} }, error => error && reject(error));
    });
  }

  /** The process stands still: nothing is read any more, and nothing answered. */
  freeze() {
    this.process.kill('SIGSTOP');
  }

  async close() {
    this.process.kill('SIGKILL');
  }
}
