// A backend that is told events: verifies each with the official SDK and prints it as a line of JSON.
// Usage: node hooks.js PORT KEY SECRET
import { createServer } from 'node:http';
import { WebhookReceiver } from 'livekit-server-sdk';

const [port, key, secret] = process.argv.slice(2);
const receiver = new WebhookReceiver(key, secret);

createServer((request, response) => {
  const parts = [];
  request.on('data', part => parts.push(part));
  request.on('end', async () => {
    const body = Buffer.concat(parts).toString('utf8');
    try {
      const event = await receiver.receive(body, request.headers.authorization);
      const line = {
        event: event.event,
        id: event.id,
        room: event.room?.sid,
        participant: event.participant?.identity,
        state: event.participant?.state,
        track: event.track?.sid,
        source: event.track?.source,
        sequence: JSON.parse(body).sequence,
        type: request.headers['content-type'],
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      response.writeHead(200).end();
    } catch (error) {
      process.stdout.write(`${JSON.stringify({ event: 'refused', reason: String(error) })}\n`);
      response.writeHead(401).end();
    }
  });
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('{"event":"ready"}\n'));
