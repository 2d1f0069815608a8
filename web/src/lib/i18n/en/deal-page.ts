import type { Nouns } from '../nouns.ts';

/** What only the page of a deal needs. */
export const dealPage = (nouns: Nouns) => ({
  fromStage: 'from the stage',
  useStage: (percent: string) => `Use ${percent} from the stage`,
  moveTo: (stage: string) => `Move to ${stage}`,
  movedTo: (title: string, stage: string) => `${title} moved to ${stage}`,
  next: 'Next activity',
  nothingPlanned: 'Nothing planned',
  noCustomer: `No ${nouns.customer.one} yet`,
  noContacts: `No ${nouns.contact.many} yet`,
  more: (count: string) => `${count} more`,
});
