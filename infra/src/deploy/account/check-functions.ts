import { type Check, fatal, warning } from './check.ts';
import { askForMore, type Quota } from './quotas.ts';

const quota: Quota = { service: 'lambda', code: 'L-B99A9384', name: 'Concurrent executions' };
/* The worker takes as many as fifty, forty of them for pictures, and requests as many again. */
const wanted = 100;

type Settings = { AccountLimit: { ConcurrentExecutions: number; UnreservedConcurrentExecutions: number } };

/** How many functions the account runs at once, without those that others have reserved for themselves. */
export const checkFunctions: Check = {
  what: `${quota.name} of Lambda (${quota.code})`,
  async look(aws, { deployment: { region } }) {
    const answer = await aws.get({ service: 'lambda', region }, '/2016-08-19/account-settings/');
    const { ConcurrentExecutions: all, UnreservedConcurrentExecutions: free } = (
      JSON.parse(answer) as Settings
    ).AccountLimit;
    if (free >= wanted) return [];
    const request = askForMore(quota, region, all - free + wanted);
    return free < 1
      ? [fatal(`Lambda, ${region}: all ${all} functions at once are reserved for others; ${request}`)]
      : [
          warning(
            `Lambda, ${region}: ${free} functions run at once here, which the worker alone uses up when photos come in, and visitors are turned away meanwhile; ${request}`,
          ),
        ];
  },
};
