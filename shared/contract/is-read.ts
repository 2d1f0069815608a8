import type { AnyOperation } from './operation.ts';

/** Whether an operation changes nothing, so that it can be repeated and doesn't count as a change. */
export const isRead = ({ method, isQuery }: Pick<AnyOperation, 'method' | 'isQuery'>): boolean =>
  method === 'GET' || isQuery === true;
