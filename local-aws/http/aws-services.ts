import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readJson, signerOf, type Authorize } from './service-request.ts';
import { callSqs, type SqsOptions } from '../engines/sqs/sqs.ts';
import { ServiceError } from './service-error.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export type AwsServicesOptions = {
  cognito: Handle;
  ses: Handle;
  sqs: Omit<SqsOptions, 'authorize'>;
  authorize: Authorize;
};

/** Maximum size of an SQS call. */
const maxCallBytes = 2 * 1024 * 1024;

/**
 * Serves Cognito, SES and SQS to functions, under /cognito, /ses and /sqs on one port. DynamoDB and S3 have their own
 * ports.
 */
export function createAwsServices(options: AwsServicesOptions): RequestListener {
  return (request, response) => {
    const [, service] = (request.url ?? '').split(/[/?]/);
    if (service === 'cognito') return void options.cognito(request, response);
    if (service === 'ses') return void options.ses(request, response);
    if (service === 'sqs') return void answerSqs(request, response, options);
    response.writeHead(404).end();
  };
}

async function answerSqs(request: IncomingMessage, response: ServerResponse, options: AwsServicesOptions) {
  try {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const signer = signerOf(request);
    const input = await readJson(request, maxCallBytes);
    const authorize = (action: string, arn: string) => options.authorize(signer, action, arn);
    sendJson(response, 200, await callSqs(operation, input, { ...options.sqs, authorize }));
  } catch (error) {
    const { status, name, message } =
      error instanceof ServiceError ? error : new ServiceError('InternalError', String(error), 500);
    response.setHeader('x-amzn-query-error', `${name};Sender`);
    sendJson(response, status, { __type: `com.amazonaws.sqs#${name}`, message });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}
