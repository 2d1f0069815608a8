import { bodyOf, type Call } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

/** The subject of an operation on notes: a note of the caller, deleted if it is to be restored. */
export async function newNote(
  { path }: TestOrganization,
  base: { recordType: string; recordId: string },
  maker: Call,
  verb: string,
) {
  const many = `${path}/notes/${base.recordType}/${base.recordId}`;
  const { id, version } = await bodyOf(201, maker('POST', many, { body: { body: unique('A note ') } }));
  if (verb === 'restore') await bodyOf(200, maker('DELETE', `${many}/${id}`, { ifMatch: version }));
  return { params: { ...base, noteId: id }, version, body: { body: unique('Edited ') } };
}
