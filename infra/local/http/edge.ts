import vm from 'node:vm';
import { StartFailure } from '../start-failure.ts';
import type { EdgeBehavior, EdgeDefinition } from '../template/edge.ts';
import { wildcardPattern } from '../rights/wildcard.ts';

/** Finds the behaviour of the edge for a path: the first pattern that fits, or the one for all the rest. */
export function createEdgeRouter({ behaviors, fallback }: EdgeDefinition): (path: string) => EdgeBehavior {
  const patterns = behaviors.map((behavior) => ({
    behavior,
    pattern: wildcardPattern(behavior.pathPattern ?? '*'),
  }));
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.behavior ?? fallback;
}

type ViewerRequest = { method: string; uri: string };
type ViewerAnswer = { uri?: string; statusCode?: number; headers?: Record<string, { value: string }> };

/** The service bounds computing; here the clock on the wall is what can be bound, and on a busy machine it runs far ahead. */
const mostMs = 5_000;

/** Shows requests to the CloudFront functions of their behaviours; where there is none a request passes as it is. */
export function createViewer({ behaviors, fallback }: EdgeDefinition) {
  const functions = new Map(
    [...behaviors, fallback].map((behavior) => [
      behavior,
      behavior.viewerRequestCode === undefined ? undefined : createViewerFunction(behavior.viewerRequestCode),
    ]),
  );
  return (behavior: EdgeBehavior, request: ViewerRequest): ViewerAnswer =>
    functions.get(behavior)?.(request) ?? { uri: request.uri };
}

/** Runs the code of a CloudFront function, given as text by the template, on a request. */
export function createViewerFunction(code: string): (request: ViewerRequest) => ViewerAnswer {
  const context = vm.createContext({});
  try {
    vm.runInContext(code, context);
  } catch (error) {
    throw new StartFailure(
      `The CloudFront function of the template does not run: ${(error as Error).message}`,
    );
  }
  return (request) => {
    const event = { version: '1.0', request: { ...request, headers: {}, querystring: {}, cookies: {} } };
    // Handed over as text: an object of ours would open a way out of the context.
    Object.assign(context, { input: JSON.stringify(event) });
    const answer = vm.runInContext('JSON.stringify(handler(JSON.parse(input)))', context, {
      timeout: mostMs,
    }) as string;
    return JSON.parse(answer) as ViewerAnswer;
  };
}
