import { awaited } from './awaited.ts';
import { bodyOf, type Call } from './caller.ts';
import { unique, type TestOrganization } from './organization.ts';

type Organization = Pick<TestOrganization, 'path'>;

/** The caller's scan of a type, if there is one. */
export const scanOf = async (call: Call, { path }: Organization, recordType: string): Promise<any> =>
  (await bodyOf(200, call('GET', `${path}/duplicates`))).items.find(
    (one: { recordType: string }) => one.recordType === recordType,
  );

/** Waits until the caller's scan of a type has ended, successfully or not. Undefined if there is none. */
export const endedScan = (
  call: Call,
  organization: Organization,
  recordType: string,
  patienceMs?: number,
): Promise<any> =>
  awaited(
    'the end of a scan',
    () => scanOf(call, organization, recordType),
    (scan) => scan === undefined || scan.state === 'ready' || scan.state === 'failed',
    { patienceMs },
  );

/** Scans all records of a type that the caller can see. */
export async function scanned(call: Call, organization: Organization, recordType: string): Promise<any> {
  await bodyOf(201, call('POST', `${organization.path}/duplicates/${recordType}/scan`));
  return endedScan(call, organization, recordType);
}

/** All groups of the caller's scan of a type. */
export async function groupsOf(call: Call, { path }: Organization, recordType: string): Promise<any[]> {
  const groups: any[] = [];
  let cursor: string | undefined;
  do {
    const query: Record<string, string> = { limit: '20', ...(cursor ? { cursor } : {}) };
    const page = await bodyOf(200, call('GET', `${path}/duplicates/${recordType}/scan/groups`, { query }));
    groups.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return groups;
}

/** The subject of an operation on duplicates: two contacts with the same e-mail address, and a scan or declaration. */
export async function duplicatesSubject(
  { organization, maker, ownerId }: { organization: TestOrganization; maker: Call; ownerId?: string },
  verb: string,
) {
  const { path, owner } = organization;
  const params = { recordType: 'contact' };
  if (verb === 'list') return { params: {} };
  if (verb === 'listNotDuplicates') return { params };
  const newContact = async () => {
    const body = { firstName: unique('Twin'), ...(ownerId === undefined ? {} : { ownerId }) };
    return (await bodyOf(201, owner.call('POST', `${path}/contacts`, { body }))).id as string;
  };
  if (verb === 'addNotDuplicates' || verb === 'removeNotDuplicates') {
    const body = { recordIds: [await newContact(), await newContact()] };
    if (verb === 'addNotDuplicates') return { params, body };
    const { id } = await bodyOf(201, maker('POST', `${path}/duplicates/contact/not-duplicates`, { body }));
    return { params: { ...params, id } };
  }
  // A scan is refused while another one is unfinished.
  for (const call of [owner.call, maker]) await endedScan(call, organization, 'contact');
  if (verb === 'start') return { params };
  const { version } = await scanned(maker, organization, 'contact');
  return { params, version };
}
