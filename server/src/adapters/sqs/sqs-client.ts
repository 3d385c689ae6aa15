import { SQSClient } from '@aws-sdk/client-sqs';
import { seconds } from '../../domain/time.ts';

export type SqsPlace = {
  /** The SDK's own setting (`AWS_REGION`, profile) where absent. */
  region?: string | undefined;
  /** Of a service that is not Amazon's. */
  endpoint?: string | undefined;
};

/** The longest that SQS holds an answer back until there is something to tell. */
export const longestPoll = seconds(20);

/** A client whose keys come from the SDK's default chain: environment, profile, web identity, container, instance. */
export const createSqsClient = ({ region, endpoint }: SqsPlace) =>
  new SQSClient({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    // A queue's address belongs to the endpoint that it was asked of, and is none where that lies behind a proxy.
    useQueueUrlAsEndpoint: false,
    requestHandler: {
      connectionTimeout: seconds(5),
      socketTimeout: longestPoll + seconds(10),
      // As many jobs as one process works on, each with a poll or an extension under way.
      httpsAgent: { maxSockets: 200 },
      httpAgent: { maxSockets: 200 },
    },
  });
