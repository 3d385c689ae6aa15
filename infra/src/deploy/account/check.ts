import type { Deployment } from '../../settings.ts';
import type { Aws } from './connect-aws.ts';
import type { StandingStack } from './read-stack.ts';

/** What was found out about an account that whoever deploys has to know. */
export type Finding = {
  /** Whether the deployment would fail. */
  isFatal: boolean;
  /** What is wrong and what to do. */
  text: string;
};

export type Situation = {
  deployment: Deployment;
  /** What is deployed there already: what belongs to it is counted already, and not made again. */
  standing: StandingStack | undefined;
};

/** One thing to look at before a deployment. */
export type Check = {
  /** As it is named where it was not looked at. */
  what: string;
  look(aws: Aws, situation: Situation): Promise<Finding[]>;
};

export const fatal = (text: string): Finding => ({ isFatal: true, text });
export const warning = (text: string): Finding => ({ isFatal: false, text });
