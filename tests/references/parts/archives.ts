import { normalForm } from '../../archive-reader/normal-form.ts';
import { readArchive, type Line } from '../../archive-reader/read-archive.ts';
import { importedArchive, newArchive } from '../../archives.ts';
import { newOrganization } from '../../organization.ts';
import { withStored, type Checkout } from '../checkout.ts';
import { leavesOf, type Values } from '../values.ts';

const version = '0.9.1';
/** The organizations of stored data whose archives are imported. */
const organizations = ['main', 'shop'];
const owner = 'ada';

let written: Promise<Map<string, Buffer>> | undefined;

/** What a checkout makes of archives that the frozen code has written: how their imports end, and archives of the copies. */
export async function readArchives(checkout: Checkout, frozen: Checkout): Promise<Values> {
  const archives = await (written ??= writeArchives(frozen));
  return withStored(checkout, version, async ({ host, people }) => {
    const values: Values = {};
    for (const [name, archive] of archives) {
      const copy = await newOrganization(people[owner]!);
      const { state, total, done } = await importedArchive(copy, archive);
      Object.assign(values, leavesOf({ state, total, done }, name));
      await host.settled(copy);
      const { bytes } = await newArchive(copy);
      Object.assign(values, linesIn(bytes, name));
    }
    return values;
  });
}

const writeArchives = (frozen: Checkout): Promise<Map<string, Buffer>> =>
  withStored(frozen, version, async ({ organization }) => {
    const archives = new Map<string, Buffer>();
    for (const name of organizations) archives.set(name, (await newArchive(organization(name, owner))).bytes);
    return archives;
  });

/** The values of an archive by file and by the id of their line, or by its number. */
function linesIn(archive: Buffer, place: string): Values {
  const files = Object.entries(normalForm(readArchive(archive)));
  const values = files.flatMap(([path, lines]) =>
    lines.map((text, index) => {
      const { id = index, ...line } = JSON.parse(text) as Line;
      return leavesOf(line, `${place} › ${path} › ${id}`);
    }),
  );
  return Object.assign({}, ...values) as Values;
}
