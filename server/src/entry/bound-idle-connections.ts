import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps at most so many connections on which nothing is being answered, those that have sent nothing yet included: the
 * one that has been idle for longest is ended. Strangers would otherwise take every descriptor that the process may open.
 */
export function boundIdleConnections(server: Server, most: number): void {
  // A set keeps the order of insertion: the first is the longest idle.
  const idle = new Set<Socket>();
  const add = (socket: Socket) => {
    if (socket.destroyed) return;
    idle.add(socket);
    const [longest] = idle;
    if (idle.size > most && longest) {
      idle.delete(longest);
      longest.destroy();
    }
  };
  server.on('connection', (socket) => {
    socket.once('close', () => idle.delete(socket));
    add(socket);
  });
  server.prependListener('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => add(socket));
  });
}
