import { seconds } from '../domain/time.ts';

/**
 * How long a connection stays that nothing is asked on. Proxies keep theirs for a minute, and use them again up to then: whoever
 * ended it before would meet a request on its way, which is answered by a 502.
 */
export const idleTime = seconds(75);
