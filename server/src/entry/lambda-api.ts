import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { composeOnLambda, openOnce } from './lambda/compose-on-lambda.ts';
import { readGatewayRequest, writeGatewayAnswer } from './lambda/gateway-messages.ts';
import { createGatewayAddressOf, openApp, openMetrics } from './open-app.ts';

const open = openOnce(async () => {
  const { config, composition } = await composeOnLambda(process.env);
  const metrics = await openMetrics(config);
  const ports = metrics?.watch(composition.ports) ?? composition.ports;
  const { app } = await openApp(
    config,
    { ...composition, ports },
    {
      ...(metrics && { metrics }),
      addressOf: createGatewayAddressOf(config.trustProxy),
      // API Gateway waits for the complete response.
      isStreaming: false,
    },
  );
  return app;
});

// Starts during Lambda's init phase. After a failure, the first request tries again and reports it.
await open().catch(() => undefined);

/** Answers a request that API Gateway passes on. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const app = await open();
  const { requestContext } = event;
  return writeGatewayAnswer(await app.fetch(readGatewayRequest(event), { requestContext }));
}
