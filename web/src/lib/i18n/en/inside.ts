import { ofTypes, type Nouns } from '../nouns.ts';
import { jobs } from './jobs.ts';
import { fieldLabels } from './field-labels.ts';
import { conflict, list, phoneLabels, records, tags, trash } from './records.ts';
import { recordSentences } from './record-texts.ts';
import { deals, money, range, relation } from './selling.ts';
import { commands, demo, themes } from './work.ts';

/** Texts for the app frame and all lists. */
export const inside = (nouns: Nouns) => ({
  commands,
  conflict,
  demo: demo(nouns),
  fieldLabels: fieldLabels(nouns),
  list,
  nouns,
  phoneLabels,
  records,
  recordTypes: ofTypes(nouns, recordSentences),
  tags,
  themes,
  trash,
  deals: deals(nouns),
  jobs: jobs(nouns),
  money,
  range,
  relation,
});
