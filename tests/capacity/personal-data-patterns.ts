import type { Answer } from '../caller.ts';
import type { Pattern } from './pattern.ts';
import { newErasure } from '../personal-data.ts';
import { newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import { rights } from './requests.ts';

/** An organization of its own, because an erasure removes the exports of its organization. */
let organization: TestOrganization;
let erasureId: string;

const read = (path = ''): Promise<Answer> =>
  organization.owner.call('GET', `${organization.path}/personal-data/erasures${path}`);

/** Patterns of erasures. What `events/erasures` reads and writes afterward is the size of the table. */
export const personalDataPatterns: Pattern[] = [
  {
    operation: 'personalData.erasures',
    by: 'pk = erasures of the organization',
    class: 'indexed',
    reads: [rights, 'query entry'],
    async prepare({ measured: { host } }) {
      organization = await newOrganization(await newPerson(host));
      erasureId = await newErasure(host, organization);
    },
    send: () => read(),
  },
  {
    operation: 'personalData.erasure',
    by: 'by key',
    class: 'key',
    reads: [rights, 'strong entry'],
    send: () => read(`/${erasureId}`),
  },
];
