// One step of the page's build, called by Maven: install, bundle or test. A step whose inputs have not changed since it
// last succeeded is skipped, so that building the server does not wait for the page.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['index.html', 'src', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

const steps = {
  install: {
    inputs: ['package.json', 'package-lock.json'],
    result: 'node_modules/.bin/vite',
    command: ['npm', 'ci', '--no-audit', '--no-fund'],
  },
  bundle: {
    inputs: sources,
    result: 'target/classes/META-INF/resources/meet/index.html',
    command: ['npm', 'run', '--silent', 'build'],
  },
  // Its report lies where those of the Java tests do, and is counted with them.
  test: {
    inputs: [],
    command: ['npm', 'test', '--silent', '--', '--reporter=default', '--reporter=junit', '--outputFile=target/surefire-reports/TEST-web.xml'],
  },
};

function filesOf(path) {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => filesOf(join(path, name))) : [path];
}

function printOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf)) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const name = process.argv[2];
const step = steps[name];
const stamp = `target/${name}.stamp`;
const print = printOf(step.inputs);

if (step.result && existsSync(step.result) && existsSync(stamp) && readFileSync(stamp, 'utf8') === print) {
  console.log(`${name}: up to date`);
  process.exit(0);
}
rmSync(stamp, { force: true });
const { status, error } = spawnSync(step.command[0], step.command.slice(1), { stdio: 'inherit' });
if (error) {
  console.error(`${name}: ${step.command[0]} could not be started: ${error.message}`);
}
if (status !== 0) {
  process.exit(1);
}
if (step.result) {
  mkdirSync('target', { recursive: true });
  writeFileSync(stamp, print);
}
