import { EventEmitter } from 'node:events';
import type { AccountEvent, EventBus } from '../../ports/events.ts';

/** Events within one process. */
const everything = Symbol('everything');

export function createProcessEvents(): EventBus {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    async publish(accountId, event) {
      emitter.emit(accountId, event);
      emitter.emit(everything);
    },
    subscribe(accountId, listener) {
      const heard = (event: AccountEvent) => listener(event);
      emitter.on(accountId, heard);
      return () => emitter.off(accountId, heard);
    },
    announceChange() {
      emitter.emit(everything);
    },
    subscribeToAll(listener) {
      emitter.on(everything, listener);
      return () => emitter.off(everything, listener);
    },
  };
}
