import { RemovalPolicy } from 'aws-cdk-lib';
import type { Deployment } from '../settings.ts';

/**
 * What is to become of data when its deployment goes. Where a first deployment fails there is none yet, and what is undone must
 * not be in the way of the next. (What refuses to be deleted, or may not be empty even then, is retained for good.)
 */
export const removalOf = ({ destroysData }: Deployment): RemovalPolicy =>
  destroysData ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
