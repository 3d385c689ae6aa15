// The reference of `feed`: the same bytes with the same type from nothing but node:http.
import { createServer } from 'node:http';

const body = Buffer.from(process.env.BODY ?? '', 'base64');
createServer((_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body.byteLength });
  response.end(body);
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
