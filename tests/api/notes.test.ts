import { beforeAll, describe, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  newContact,
  newOrganization,
  newPerson,
  type Person,
  type TestOrganization,
} from '../organization.ts';
import { openTable } from '../table.ts';

const host = connectHost(inject('host'));

let organization: TestOrganization;
let owner: Person;
let manager: Person;
beforeAll(async () => {
  owner = await newPerson(host);
  organization = await newOrganization(owner);
  manager = await addMember(host, organization, 'manager');
});

async function newBoard(of: { ownerId?: string } = {}): Promise<string> {
  const { id } = await newContact(organization, owner.call, of);
  return `${organization.path}/notes/contact/${id}`;
}
const write = (call: Call, notes: string, body: string, pinned = false) =>
  bodyOf(201, call('POST', notes, { body: { body, pinned } }));
const bodies = (page: { items: { body: string }[] }): string[] => page.items.map(({ body }) => body);

test('pinned notes come first, all others newest first, each once over all pages', async () => {
  const notes = await newBoard();
  for (let at = 0; at < 6; at += 1) await write(owner.call, notes, `note ${at}`, at === 1 || at === 3);
  const first = await bodyOf(200, owner.call('GET', notes, { query: { limit: '3' } }));
  expect(bodies(first)).toEqual(['note 3', 'note 1', 'note 5', 'note 4', 'note 2']);
  const query = { limit: '3', cursor: first.nextCursor };
  const second = await bodyOf(200, owner.call('GET', notes, { query }));
  expect(bodies(second)).toEqual(['note 0']);
  expect(second.nextCursor).toBeUndefined();
});

test('an edit stores the text verbatim, marks it as edited and requires the current version', async () => {
  const notes = await newBoard();
  const made = await write(owner.call, notes, '**Bold** <script>\n\n* list');
  expect(made).toMatchObject({
    version: 1,
    authorId: owner.userId,
    pinned: false,
    body: '**Bold** <script>\n\n* list',
  });
  const path = `${notes}/${made.id}`;
  const pinned = await bodyOf(200, owner.call('PATCH', path, { body: { pinned: true }, ifMatch: 1 }));
  expect(pinned).toEqual({ ...made, version: 2, pinned: true });
  const edited = await bodyOf(200, owner.call('PATCH', path, { body: { body: 'Plain' }, ifMatch: 2 }));
  expect(edited).toEqual({ ...pinned, version: 3, body: 'Plain', editedAt: edited.editedAt });
  expect((await owner.call('PATCH', path, { body: { body: 'Late' }, ifMatch: 2 })).status).toBe(412);
  expect(bodies(await bodyOf(200, owner.call('GET', notes)))).toEqual(['Plain']);
});

describe('pinned notes', () => {
  test('are limited: one more is refused, and a restored one is unpinned if there is no room', async () => {
    const notes = await newBoard();
    const most = limits.pinnedNotesPerRecord;
    const made = [];
    for (let at = 0; at < most; at += 1) made.push(await write(owner.call, notes, `pin ${at}`, true));
    const plain = await write(owner.call, notes, 'plain');
    const pin = (id: string, ifMatch: number, pinned = true) =>
      owner.call('PATCH', `${notes}/${id}`, { body: { pinned }, ifMatch });
    const refusals = [
      pin(plain.id, 1),
      owner.call('POST', notes, { body: { body: 'one more', pinned: true } }),
    ];
    for (const refusal of refusals) {
      const { errors } = await bodyOf(422, refusal);
      expect(errors).toMatchObject([{ pointer: '/pinned', code: 'too_many', limit: most }]);
    }
    const first = `${notes}/${made[0].id}`;
    await bodyOf(200, owner.call('DELETE', first, { ifMatch: 1 }));
    await bodyOf(200, pin(plain.id, 1));
    const restored = await bodyOf(200, owner.call('POST', `${first}/restore`));
    expect(restored).toMatchObject({ version: 3, pinned: false });
    const { items } = await bodyOf(200, owner.call('GET', notes));
    expect(items.map(({ body }: { body: string }) => body)).toEqual([
      'plain',
      ...Array.from({ length: most - 1 }, (_, at) => `pin ${most - 1 - at}`),
      'pin 0',
    ]);
    const unpinned = await bodyOf(200, pin(plain.id, 2, false));
    expect(unpinned).toEqual({ ...plain, version: 3 });
    expect(bodies(await bodyOf(200, owner.call('GET', notes))).slice(-2)).toEqual(['plain', 'pin 0']);
    expect((await pin(plain.id, 2)).status).toBe(412);
  });
});

test('notes behind many deleted ones are reached page by page', async () => {
  const notes = await newBoard();
  const oldest = await write(owner.call, notes, 'oldest');
  for (let at = 0; at < 9; at += 1) {
    const { id } = await write(owner.call, notes, `gone ${at}`);
    await bodyOf(200, owner.call('DELETE', `${notes}/${id}`, { ifMatch: 1 }));
  }
  const found: { id: string }[] = [];
  let pages = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; pages += 1) {
    const query: Record<string, string> = { limit: '1', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, owner.call('GET', notes, { query }));
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(found).toEqual([oldest]);
  expect(pages).toBeGreaterThan(1);
});

test('a note edited and pinned in one request has both in its history', async () => {
  const notes = await newBoard();
  const { id } = await write(owner.call, notes, 'Plain');
  const body = { body: 'Better', pinned: true };
  await bodyOf(200, owner.call('PATCH', `${notes}/${id}`, { body, ifMatch: 1 }));
  const [edit] = await openTable(host).items((item) => item.id === id && item.version === 2, organization.id);
  expect(JSON.parse(edit?.data as string)).toEqual([
    { field: 'body', from: 'Plain', to: 'Better' },
    { field: 'pinned', from: false, to: true },
  ]);
});

test('a note has at least one character and at most its limit', async () => {
  const notes = await newBoard();
  for (const [body, code] of [
    ['', 'required'],
    ['  ', 'required'],
    ['x'.repeat(limits.noteCharacters + 1), 'too_long'],
  ]) {
    const { errors } = await bodyOf(422, owner.call('POST', notes, { body: { body } }));
    expect(errors).toMatchObject([{ pointer: '/body', code }]);
  }
  await write(owner.call, notes, 'x'.repeat(limits.noteCharacters));
});

describe('someone else’s note', () => {
  test('can be read with the record, edited by its author only, and deleted by admins too', async () => {
    const notes = await newBoard({ ownerId: manager.userId });
    const own = await write(manager.call, notes, 'by the manager');
    const others = await write(owner.call, notes, 'by the owner');
    expect(bodies(await bodyOf(200, manager.call('GET', notes)))).toHaveLength(2);
    const edit = (call: Call, id: string) =>
      call('PATCH', `${notes}/${id}`, { body: { body: 'changed' }, ifMatch: 1 });
    expect((await edit(manager.call, others.id)).status).toBe(403);
    expect((await edit(owner.call, own.id)).status).toBe(403);
    expect((await manager.call('DELETE', `${notes}/${others.id}`, { ifMatch: 1 })).status).toBe(403);
    expect((await owner.call('DELETE', `${notes}/${own.id}`, { ifMatch: 1 })).status).toBe(200);
  });
});

test('a deleted note disappears immediately and is restored completely', async () => {
  const notes = await newBoard();
  const made = await write(owner.call, notes, 'back again', true);
  const path = `${notes}/${made.id}`;
  await bodyOf(200, owner.call('DELETE', path, { ifMatch: 1 }));
  expect(bodies(await bodyOf(200, owner.call('GET', notes)))).toEqual([]);
  expect((await owner.call('PATCH', path, { body: { body: 'x' }, ifMatch: 2 })).status).toBe(404);
  const restored = await bodyOf(200, owner.call('POST', `${path}/restore`));
  expect(restored).toEqual({ ...made, version: 3 });
  expect(await bodyOf(200, owner.call('GET', notes))).toEqual({ items: [restored] });
});

test('an unknown record type has no notes', async () => {
  const { id } = await newContact(organization, owner.call);
  for (const type of ['tag', 'contacts', 'constructor', '__proto__', 'Contact']) {
    expect((await owner.call('GET', `${organization.path}/notes/${type}/${id}`)).status).toBe(404);
  }
});
