import { definitionOf } from '../records/definitions.ts';
import { errorNameOf, writeLog } from '../store/log.ts';
import { receive, send, type Received } from '../store/queue.ts';
import type { RecordName } from './state.ts';
import { isTemporary } from '../store/table.ts';

/** A record in the poison queue; `done` removes it. */
export interface Poison {
  name: RecordName;
  done: () => Promise<void>;
}

interface PoisonMessage {
  type: string;
  orgId: string;
  id: string;
}

/** Sends a record's id to the poison queue. The record is later projected from its current state. */
export async function poisoned(name: RecordName, error: unknown): Promise<void> {
  logPoison('poisoned', name, error);
  const { definition, orgId, id } = name;
  await send('poison', { type: definition.type.name, orgId, id } satisfies PoisonMessage);
}

/**
 * Rethrows a temporary error, because a retry can succeed. For any other error, sends the record to the poison queue.
 */
export async function poisonUnlessTemporary(name: RecordName, error: unknown): Promise<void> {
  if (isTemporary(error)) throw error;
  await poisoned(name, error);
}

/** Logs an error about a record. The error's message is left out, because it could quote the record. */
export function logPoison(message: string, { definition, id }: RecordName, error: unknown): void {
  const { stack } = error instanceof Error ? error : new Error();
  const at = stack?.split('\n').find((line) => line.startsWith('    at '));
  writeLog({
    level: 'error',
    message,
    type: definition.type.name,
    id,
    error: errorNameOf(error),
    at: at?.trim(),
  });
}

/** Up to ten records of the queue, hidden from other readers for `hiddenSeconds`. */
export async function receivePoison(hiddenSeconds: number): Promise<Poison[]> {
  return (await receive<PoisonMessage>('poison', hiddenSeconds)).flatMap(poisonOf);
}

/** A message of an unknown record type stays in the queue for an operator. */
function poisonOf({ message: { type, orgId, id }, done }: Received<PoisonMessage>): Poison[] {
  const definition = definitionOf(type);
  return definition ? [{ name: { definition, orgId, id }, done }] : [];
}
