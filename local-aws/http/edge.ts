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

/**
 * Time limit for CloudFront functions. CloudFront limits CPU time, but here only wall-clock time can be limited, which
 * is much longer on a busy machine.
 */
const maxMs = 5_000;

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

/** Compiles a CloudFront function of the template. Code that doesn't run fails the start. */
export function createViewerFunction(code: string): (request: ViewerRequest) => ViewerAnswer {
  const context = vm.createContext({});
  try {
    vm.runInContext(code, context);
  } catch (error) {
    throw new StartFailure(
      `The CloudFront function of the template does not run: ${(error as Error).message}`,
    );
  }
  return ({ ip, requestId, ...request }) => {
    const event = {
      version: '1.0',
      context: { requestId, eventType: 'viewer-request' },
      viewer: { ip },
      request: { ...request, querystring: {}, cookies: {} },
    };
    // Passed as text, because an object from outside the context would let the code escape from it.
    Object.assign(context, { input: JSON.stringify(event) });
    const answer = vm.runInContext('JSON.stringify(handler(JSON.parse(input)))', context, {
      timeout: maxMs,
    }) as string;
    return JSON.parse(answer) as ViewerAnswer;
  };
}
