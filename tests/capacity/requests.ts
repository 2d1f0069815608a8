import type { Pattern } from './pattern.ts';
import type { World } from './world.ts';

type Send = Pattern['send'];

/** A worker reads the change by which a record was deleted or restored, and finds no activity that follows it. */
export const movedToTrash = ['strong change (one field)', 'eventualQuery 0 entry'];
export const movedBack = ['strong change (one field)', 'query 0 entry'];

export const rights = 'strong access';
/** A change item and its index entry in the organization's list of changes. */
export const change = ['transact change', 'entry entry'];

/** Sends a request as the organization's owner. `path` is relative to the organization's path. */
export const send =
  (method: string, path: string, sent: object = {}): Send =>
  (world) =>
    world.owner.call(method, world.organization.path + path, sent);

/** Sends a request and keeps the id and the version of the created item under a name. */
export const making =
  (name: string, path: string, body: object): Send =>
  async (world) => {
    const answer = await send('POST', path, { body })(world);
    const { id, version } = answer.body.key ?? answer.body;
    world.made[name] = { id, version: version ?? 1 };
    return answer;
  };

/** Sends a request for an item kept under a name, with its version, and keeps the new version. */
export const changing =
  (name: string, method: string, path: string, sent: object = {}): Send =>
  async (world: World) => {
    const { id, version } = world.made[name]!;
    const answer = await send(method, path.replace('{id}', id), { ...sent, ifMatch: version })(world);
    world.made[name] = { id, version: answer.body?.version ?? version };
    return answer;
  };
