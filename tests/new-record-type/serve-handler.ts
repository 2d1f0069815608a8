import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

type Handler = (event: unknown, context: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

// Serves the Lambda handlers of plain record types and of lists over HTTP and prints the URL. The handlers are those of
// the project in the working directory. The process ends when its standard input ends.
const handlerIn = async (file: string): Promise<Handler> =>
  ((await import(path.resolve(file))) as { handler: Handler }).handler;
const records = await handlerIn('functions/records/handler.ts');
const lists = await handlerIn('functions/lists/handler.ts');
/** The route of a record type's list. */
const isList = (method: string | undefined, rawPath: string): boolean =>
  method === 'GET' && rawPath.split('/').length === 5;

const server = createServer((request, response) => {
  void (async () => {
    const [rawPath = '', rawQueryString = ''] = (request.url ?? '').split('?');
    const body = await text(request);
    const event = {
      rawPath,
      rawQueryString,
      headers: request.headers,
      requestContext: { requestId: 'test', http: { method: request.method } },
      ...(body === '' ? {} : { body }),
    };
    const handler = isList(request.method, rawPath) ? lists : records;
    const answer = await handler(event, { getRemainingTimeInMillis: () => 15_000 });
    response.writeHead(answer.statusCode ?? 500, answer.headers as Record<string, string>);
    response.end(answer.body);
  })();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.stdin.resume().on('end', () => process.exit());
