import type { AnyOperation, Operations, Resource } from '#contract/operation.ts';
import { pipeline, type Implementation } from './pipeline.ts';
import { admitVisitor } from './visitor.ts';

/**
 * Creates the Lambda handler of a resource that has public operations only. Set `mayWrite` to false for functions
 * without write permission: each instance then counts requests on its own.
 */
export function serveVisitors<Ops extends Operations & Record<string, AnyOperation & { access: 'public' }>>(
  resource: Resource<Ops>,
  implementation: Implementation<Ops>,
  mayWrite = true,
) {
  return pipeline(resource, implementation, (call) => admitVisitor(call, !mayWrite));
}
