import { Browser } from '../browser.js';
import { option } from './server.js';

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** What was measured on each of several servers: a table of medians. */
export class Figures {
  #rows = new Map();
  #servers;
  #digits;

  /** digits: behind the point. */
  constructor(servers, digits) {
    this.#servers = servers;
    this.#digits = digits;
  }

  note(where, what, value) {
    const row = this.#rows.get(what) ?? new Map();
    this.#rows.set(what, row);
    row.set(where.name, [...(row.get(where.name) ?? []), value]);
  }

  print(title) {
    console.log([title, ...this.#servers.map(({ name }) => name)].join('\t'));
    for (const [what, row] of this.#rows) {
      console.log([what, ...this.#servers.map(({ name }) => this.#cell(row.get(name) ?? []))].join('\t'));
    }
  }

  #cell(exact) {
    const values = exact.map(value => Number(value.toFixed(this.#digits)));
    return values.length ? `${median(values)} (${Math.min(...values)}..${Math.max(...values)})` : '-';
  }
}

/**
 * Plays each step that the command line does not leave out on each server, so many rounds; every other round the other way around, so that no
 * server has the quieter half. What fails is said, and the rest goes on. Prints the table, and ends the program.
 */
export async function measure({ title, figures, steps, servers, rounds }, begin) {
  const browser = await Browser.start();
  const only = option('only');
  const played = steps.filter(({ name }) => only === undefined || name === only);
  for (let round = 1; round <= rounds; round++) {
    for (const step of played) {
      for (const where of round % 2 ? servers : [...servers].reverse()) {
        const call = begin(browser, where);
        try {
          await step(call);
        } catch (problem) {
          console.error(`${where.name} ${step.name}: ${problem.message}`);
        }
        await call.end();
      }
    }
  }
  await browser.close();
  figures.print(title);
  process.exit(0);
}
