import { awaited } from './awaited.ts';
import { bodyOf, type Call } from './caller.ts';

type Modes = Record<string, string>;

/** Requests modes by record type and returns the response. */
export async function setUniqueEmails(call: Call, path: string, modes: Modes) {
  const { version } = await bodyOf(200, call('GET', path));
  return call('PATCH', path, { body: { uniqueEmails: modes }, ifMatch: version });
}

/** Waits until no record type is being checked, and returns the organization. */
export const checkedEmails = (call: Call, path: string): Promise<any> =>
  awaited(
    'the end of a check of e-mail addresses',
    () => bodyOf(200, call('GET', path)),
    ({ uniqueEmails }) => !Object.values(uniqueEmails).includes('checking'),
  );

/** Refuses repeated addresses of these record types, and waits until that is in force. */
export async function refuseSharedEmails(call: Call, path: string, ...types: string[]): Promise<any> {
  const modes = Object.fromEntries(types.map((type) => [type, 'refuse']));
  await bodyOf(200, setUniqueEmails(call, path, modes));
  const organization = await checkedEmails(call, path);
  for (const type of types)
    if (organization.uniqueEmails[type] !== 'refuse') throw new Error(`${type} is still off`);
  return organization;
}
