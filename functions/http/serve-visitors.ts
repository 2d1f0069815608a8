import type { AnyOperation, Operations, Resource } from '#contract/operation.ts';
import { pipeline, type Implementation } from './pipeline.ts';
import { admitVisitor } from './visitor.ts';

/**
 * Makes the Lambda handler of a resource that is open to all; one with any other operation does not compile. `mayWrite` is
 * false for a function without the right to: each of its instances counts requests for itself.
 */
export function serveVisitors<Ops extends Operations & Record<string, AnyOperation & { access: 'public' }>>(
  resource: Resource<Ops>,
  implementation: Implementation<Ops>,
  mayWrite = true,
) {
  return pipeline(resource, implementation, (call) => admitVisitor(call, !mayWrite));
}
