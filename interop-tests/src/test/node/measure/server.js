import { createHmac } from 'node:crypto';

const words = process.argv.slice(2);

/** The value of --NAME=VALUE on the command line. */
export const option = name => words.find(text => text.startsWith(`--${name}=`))?.slice(name.length + 3);

/** The same as a number. */
export const number = (name, otherwise) => Number(option(name) ?? otherwise);

/** The servers that the command line names. */
export const servers = () => words.filter(text => !text.startsWith('--')).map(server);

/** Reads NAME=ws://HOST:PORT,KEY,SECRET. */
function server(text) {
  const [name, rest] = text.split(/=(.*)/s);
  const [url, key, secret] = rest.split(',');
  return { name, url, key, secret };
}

/** A token for the room, good for an hour. */
export function token({ key, secret }, identity, room) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const video = { roomJoin: true, room, canUpdateOwnMetadata: true };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: key, sub: identity, exp, video })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
