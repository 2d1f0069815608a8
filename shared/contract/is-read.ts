interface Call {
  method: string;
  isQuery?: boolean;
}

/** Whether an operation changes nothing, so that it can be repeated and doesn't count as a change. */
export const isRead = ({ method, isQuery }: Call): boolean => method === 'GET' || isQuery === true;

/**
 * Whether clients can send Idempotency-Key, so that a repeated request doesn't change anything again. Public operations
 * have no caller whose keys could be told apart from those of others.
 */
export const takesIdempotencyKey = ({ method, isQuery, isPublic }: Call & { isPublic: boolean }): boolean =>
  method === 'POST' && !isPublic && isQuery !== true;
