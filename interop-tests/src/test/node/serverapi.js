// A backend: calls the server API by the official SDK.
import { RoomServiceClient } from 'livekit-server-sdk';

/** What a call gives, or how it was refused. */
export async function serverApi({ url, key, secret, method, args }) {
  const client = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
  try {
    return { answer: plain(await client[method](...args.map(bytes))) };
  } catch (problem) {
    return { refusal: { status: problem.status, code: problem.code, message: problem.message } };
  }
}

/** The SDK's messages have 64-bit numbers, which JSON has not. */
function plain(answer) {
  return answer === undefined
    ? null
    : JSON.parse(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
}

function bytes(argument) {
  return argument?.base64 === undefined ? argument : Buffer.from(argument.base64, 'base64');
}
