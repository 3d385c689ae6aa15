// node runtime.mjs FOLDER: an execution environment of Lambda's. Loads `index.handler`, then takes one event after the
// other over the IPC channel. A process of JavaScript, so that what is measured is the function and not this.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(join(folder, 'index.js')).href);

process.on('message', async ({ id, event, timeout }) => {
  const deadline = Date.now() + timeout;
  process.send({ id, hasBegun: true });
  const context = {
    awsRequestId: id,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    process.send({ id, result: await handler(event, context) });
  } catch (error) {
    console.error(error);
    process.send({ id, error: String(error?.message ?? error) });
  }
});
