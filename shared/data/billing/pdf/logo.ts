import { limits } from '#contract/limits.ts';
import type { OrganizationSettings } from '../../organization/settings.ts';
import { getObject } from '../../files/object-store.ts';
import { pictureKey } from '../../files/picture.ts';
import { putBounded } from '../../store/bounded-cache.ts';
import { printedImage } from './logo-image.ts';

const cacheSize = 20;
/** By object key, whose content never changes. */
const cache = new Map<string, string | undefined>();

/** An organization's logo as a data URL; undefined if there is none that can be printed. */
export async function printedLogo({ id, logoId }: OrganizationSettings): Promise<string | undefined> {
  if (logoId === undefined) return undefined;
  const key = pictureKey(id, logoId);
  if (cache.has(key)) return cache.get(key);
  const bytes = await getObject(key, limits.pictureBytes);
  const logo = bytes && printedImage(bytes);
  // A logo that was replaced meanwhile isn't remembered as missing.
  if (bytes) putBounded(cache, key, logo, cacheSize);
  return logo;
}
