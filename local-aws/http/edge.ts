import vm from 'node:vm';
import { StartFailure } from '../start-failure.ts';
import type { EdgeBehavior, EdgeDefinition } from '../template/edge.ts';
import { wildcardPattern } from '../iam/wildcard.ts';

/** Finds the cache behavior of a path: the first matching pattern, or the default. */
export function createEdgeRouter({ behaviors, fallback }: EdgeDefinition): (path: string) => EdgeBehavior {
  const patterns = behaviors.map((behavior) => ({
    behavior,
    pattern: wildcardPattern(behavior.pathPattern ?? '*'),
  }));
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.behavior ?? fallback;
}

export type EdgeHeaders = Record<string, { value: string }>;
export type ViewerRequest = {
  method: string;
  uri: string;
  headers: EdgeHeaders;
  ip: string;
  requestId: string;
};
/** A changed request, or an answer if there is a status code. */
export type ViewerAnswer = {
  uri?: string;
  statusCode?: number;
  headers?: EdgeHeaders;
  body?: { data: string };
};

/** Runs the CloudFront function of a behavior. Without one, requests pass unchanged. */
export function createViewer({ behaviors, fallback }: EdgeDefinition) {
  const functions = new Map(
    [...behaviors, fallback].map((behavior) => [
      behavior,
      behavior.viewerRequestCode === undefined ? undefined : createViewerFunction(behavior.viewerRequestCode),
    ]),
  );
  return (behavior: EdgeBehavior, request: ViewerRequest): ViewerAnswer =>
    functions.get(behavior)?.(request) ?? { uri: request.uri, headers: request.headers };
}

/**
 * Compiles a CloudFront function of the template. Code that doesn't run fails the start. Unlike CloudFront, nothing
 * limits its time: a time limit for each run would start a thread for each request.
 */
export function createViewerFunction(code: string): (request: ViewerRequest) => ViewerAnswer {
  const run = compile(code);
  return ({ ip, requestId, ...request }) => {
    const event = {
      version: '1.0',
      context: { requestId, eventType: 'viewer-request' },
      viewer: { ip },
      request: { ...request, querystring: {}, cookies: {} },
    };
    return JSON.parse(run(JSON.stringify(event))) as ViewerAnswer;
  };
}

/** Events and answers pass as text, because an object from outside the context would let the code escape from it. */
function compile(code: string): (event: string) => string {
  const context = vm.createContext({});
  try {
    vm.runInContext(code, context, { timeout: 5_000 });
    return vm.runInContext('(event) => JSON.stringify(handler(JSON.parse(event)))', context) as never;
  } catch (error) {
    throw new StartFailure(
      `The CloudFront function of the template does not run: ${(error as Error).message}`,
    );
  }
}
