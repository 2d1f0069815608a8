import { regions, type Region } from './regions.ts';
import { pick, type Random } from './random.ts';
import type { DemoContent } from './content/content.ts';

/** A person, some of whose details may be missing. */
export interface DemoPerson {
  region: Region;
  firstName: string;
  lastName?: string;
  email?: string;
  phones?: { label: string; number: string }[];
  jobTitle?: string;
}

export function demoPerson(random: Random, content: DemoContent): DemoPerson {
  const region = regionOf(random, content);
  const firstName = pick(random, region.first);
  const lastName = Array.from({ length: region.lastNames }, () => pick(random, region.last)).join(' ');
  const known = (chance: number) => random() < chance;
  return {
    region,
    firstName,
    ...(known(0.96) ? { lastName } : {}),
    ...(known(0.8) ? { email: demoEmail(firstName, lastName, pick(random, region.domains)) } : {}),
    ...(known(0.75) ? { phones: demoPhones(random, region) } : {}),
    ...(known(0.7) ? { jobTitle: pick(random, region.jobTitles) } : {}),
  };
}

export function regionOf(random: Random, { shares }: DemoContent): Region {
  const shareOf = ({ country, share }: Region): number => (shares ? (shares[country] ?? 0) : share);
  let rest = random() * regions.reduce((sum, region) => sum + shareOf(region), 0);
  return regions.find((region) => (rest -= shareOf(region)) < 0) ?? pick(random, regions);
}

export function demoEmail(first: string, last: string, domain: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z ]/g, '')
      .toLowerCase()
      .trim()
      .replace(/ .*/, '');
  return `${plain(first)}.${plain(last)}@${domain}`;
}

export function demoPhones(random: Random, region: Region): { label: string; number: string }[] {
  const digits = () =>
    region.phone
      .replace(/#|\{(.*?)\}/g, (_, choices?: string) =>
        pick(random, choices?.split('|') ?? [...'0123456789']),
      )
      .replaceAll(' ', '');
  const phones = [{ label: 'work', number: digits() }];
  if (random() < 0.3) phones.push({ label: 'mobile', number: digits() });
  return phones;
}
