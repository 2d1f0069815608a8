import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { readJson, signerOf, type Authorize } from './service-request.ts';
import { callSecrets, type SecretsOptions } from '../engines/secrets/secrets.ts';
import { callSqs, type SqsOptions } from '../engines/sqs/sqs.ts';
import { ServiceError } from './service-error.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export type AwsServicesOptions = {
  cognito: Handle;
  ses: Handle;
  sqs: Omit<SqsOptions, 'authorize'>;
  secrets: Omit<SecretsOptions, 'authorize'>;
  authorize: Authorize;
};

/** Maximum size of an SQS call. */
const maxCallBytes = 2 * 1024 * 1024;

/**
 * Serves Cognito, SES, SQS and Secrets Manager to functions, under /cognito, /ses, /sqs and /secrets on one port. DynamoDB
 * and S3 have their own ports.
 */
export function createAwsServices(options: AwsServicesOptions): RequestListener {
  return (request, response) => {
    const [, service] = (request.url ?? '').split(/[/?]/);
    if (service === 'cognito') return void options.cognito(request, response);
    if (service === 'ses') return void options.ses(request, response);
    if (service === 'sqs' || service === 'secrets')
      return void answerJson(request, response, options, protocols[service]);
    response.writeHead(404).end();
  };
}

/** A service whose calls and answers are JSON, with the operation in a header. */
type JsonProtocol = {
  contentType: string;
  /** What precedes the names of errors. */
  errors: string;
  call: (
    operation: string,
    input: Record<string, unknown>,
    options: AwsServicesOptions,
    authorize: (action: string, arn: string) => void | Promise<void>,
  ) => Promise<unknown>;
};

const protocols: Record<'sqs' | 'secrets', JsonProtocol> = {
  sqs: {
    contentType: 'application/x-amz-json-1.0',
    errors: 'com.amazonaws.sqs#',
    call: (operation, input, { sqs }, authorize) => callSqs(operation, input, { ...sqs, authorize }),
  },
  secrets: {
    contentType: 'application/x-amz-json-1.1',
    errors: '',
    call: (operation, input, { secrets }, authorize) =>
      callSecrets(operation, input, { ...secrets, authorize }),
  },
};

async function answerJson(
  request: IncomingMessage,
  response: ServerResponse,
  options: AwsServicesOptions,
  { contentType, errors, call }: JsonProtocol,
) {
  response.setHeader('content-type', contentType);
  try {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const signer = signerOf(request);
    const input = await readJson(request, maxCallBytes);
    const authorize = (action: string, arn: string) => options.authorize(signer, action, arn);
    sendJson(response, 200, await call(operation, input, options, authorize));
  } catch (error) {
    const { status, name, message } =
      error instanceof ServiceError ? error : new ServiceError('InternalError', String(error), 500);
    response.setHeader('x-amzn-query-error', `${name};Sender`);
    sendJson(response, status, { __type: `${errors}${name}`, message });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'x-amzn-requestid': randomUUID(),
  });
  response.end(JSON.stringify(body));
}
