import { AsyncLocalStorage } from 'node:async_hooks';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { captureConsole } from './console.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';

// The thread of one function: the counterpart of the Lambda runtime.

type Handler = (event: unknown, context: unknown) => unknown;

const start = workerData as WorkerStart;
if (!parentPort) throw new Error('This file must run in a worker thread');
const port = parentPort;
const requestId = new AsyncLocalStorage<string>();
captureConsole(start.logFile, () => requestId.getStore());

let handler: Handler;
try {
  handler = await loadHandler();
} catch (error) {
  console.error(error);
  throw error;
}

port.on('message', (message: ToWorker) => {
  void requestId.run(message.requestId, () => answer(message));
});
send({ kind: 'ready' });

async function loadHandler(): Promise<Handler> {
  const [file = '', name = ''] = start.handler.split('.');
  const url = pathToFileURL(path.join(start.codeFolder, `${file}.mjs`)).href;
  const module = (await import(url)) as Record<string, unknown>;
  const found = module[name];
  if (typeof found !== 'function') throw new TypeError(`${start.handler} is not a function`);
  return found as Handler;
}

async function answer({ id, requestId: awsRequestId, event, deadline }: ToWorker): Promise<void> {
  try {
    const context = {
      awsRequestId,
      functionName: start.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: start.functionArn,
      memoryLimitInMB: String(start.memoryMb),
      logGroupName: `/aws/lambda/${start.functionName}`,
      logStreamName: 'local',
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    const result = await handler(JSON.parse(event), context);
    send({ kind: 'result', id, ...serialized(result) });
  } catch (error) {
    console.error(error);
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    send({ kind: 'failure', id, name, message });
  }
}

/** The text body is passed separately, because it is most of a response and encoding it twice costs time. */
function serialized(result: unknown): { json: string; body?: string } {
  const body = (result as { body?: unknown } | undefined)?.body;
  if (typeof body !== 'string') return { json: result === undefined ? 'null' : JSON.stringify(result) };
  return { json: JSON.stringify({ ...(result as object), body: undefined }), body };
}

function send(message: FromWorker): void {
  port.postMessage(message);
}
